// SPDX-License-Identifier: GPL-3.0-or-later
// A member that every message has is left out.
// expects: error: .*(Required.* is private|has private default constructor)
#include "thoth/messages/solved_package.hpp"

thoth::messages::SolvedPackage solved() {
#ifdef THOTH_MUST_FAIL
  return {{"solver"}, "numpy", "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
#else
  return {{"solver", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
#endif
}
