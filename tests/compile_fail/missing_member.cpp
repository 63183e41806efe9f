// SPDX-License-Identifier: GPL-3.0-or-later
// A required member is left out.
// expects: error: .*(Required.* is private|has private default constructor)
#include "thoth/messages/solved_package.hpp"

#ifdef THOTH_MUST_FAIL
thoth::messages::SolvedPackage solved() {
  return {{"solver", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple"};
}
#else
thoth::messages::SolvedPackage solved() {
  return {{"solver", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
}
#endif
