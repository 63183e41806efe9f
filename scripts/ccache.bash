# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts that compile. What any build on this machine compiled, in whichever folder, is not compiled again:
# paths below the checkout are not part of what ccache looks up (scripts/cmake/Reproducible.cmake keeps them out of the objects).
if command -v ccache >/dev/null; then
  CCACHE_BASEDIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
  export CCACHE_BASEDIR CCACHE_NOHASHDIR=1 CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
