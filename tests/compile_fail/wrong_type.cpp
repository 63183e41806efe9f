// SPDX-License-Identifier: GPL-3.0-or-later
// An integer is given for a string.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/solved_package.hpp"

thoth::messages::SolvedPackage solved() {
#ifdef THOTH_MUST_FAIL
  return {{"solver", "1.0"}, "numpy", 1, "https://pypi.org/simple", "solver-fedora-35-py39"};
#else
  return {{"solver", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
#endif
}
