// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/pager.hpp"

#include <doctest/doctest.h>

using thoth::cli::pager_command;

TEST_CASE("the pager is chosen as git chooses it") {
  CHECK(pager_command({{"TERM", "xterm"}}) == "less -FRX");
  CHECK(pager_command({{"TERM", "xterm"}, {"PAGER", "more"}}) == "more");
  CHECK(pager_command({{"TERM", "xterm"}, {"PAGER", "more"}, {"THOTH_MSG_PAGER", "less -S"}}) == "less -S");
}

TEST_CASE("there is no pager if it is empty or cat, or on a terminal that cannot do it") {
  CHECK(pager_command({{"TERM", "xterm"}, {"PAGER", ""}}).empty());
  CHECK(pager_command({{"TERM", "xterm"}, {"PAGER", "cat"}}).empty());
  CHECK(pager_command({{"TERM", "xterm"}, {"PAGER", "more"}, {"THOTH_MSG_PAGER", ""}}).empty());
  CHECK(pager_command({{"TERM", "dumb"}, {"PAGER", "more"}}).empty());
  CHECK(pager_command({{"PAGER", "more"}}).empty());
}
