// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/cut_text.hpp"

#include <doctest/doctest.h>

using thoth::cut_text;
using thoth::shorten;

TEST_CASE("a text is cut between characters") {
  CHECK(cut_text("abc", 3) == "abc");
  CHECK(cut_text("abc", 2) == "ab");
  CHECK(cut_text("aé", 2) == "a");
  CHECK(cut_text("aé", 3) == "aé");
  CHECK(cut_text("é", 0).empty());
}

TEST_CASE("a shortened text says that it is") {
  CHECK(shorten("abc", 3) == "abc");
  CHECK(shorten("aéb", 2) == "a…");
  CHECK(shorten(std::string(40, 'x')) == std::string(40, 'x'));
  CHECK(shorten(std::string(41, 'x')) == std::string(40, 'x') + "…");
}
