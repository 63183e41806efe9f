// SPDX-License-Identifier: GPL-3.0-or-later
// What may be absent is given for what must be there.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/solved_package.hpp"

thoth::messages::SolvedPackage solved(const std::optional<std::string>& name) {
#ifdef THOTH_MUST_FAIL
  return {{"solver", "1.0"}, name, "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
#else
  return {{"solver", "1.0"}, name.value(), "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
#endif
}
