# SPDX-License-Identifier: GPL-3.0-or-later
# Objects name files as seen from the checkout's root: they are the same wherever that is, and ccache shares them
# (scripts/ccache.bash). A debugger finds the sources when it is started there.
add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
