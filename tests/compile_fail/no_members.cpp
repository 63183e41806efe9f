// SPDX-License-Identifier: GPL-3.0-or-later
// A message is made without any member.
// expects: error: .*(deleted function|implicitly-deleted default constructor)
#include "thoth/messages/solved_package.hpp"

thoth::messages::SolvedPackage solved() {
#ifdef THOTH_MUST_FAIL
  thoth::messages::SolvedPackage message;
#else
  thoth::messages::SolvedPackage message{
      {"solver", "1.0"}, "numpy", "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
#endif
  return message;
}
