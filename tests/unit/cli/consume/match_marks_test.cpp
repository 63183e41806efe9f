// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/match_marks.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

namespace {

/// With < and > for the marks, and C and 0 for other colours.
std::string marked(const std::string& regex, std::string text, std::size_t begin = 0) {
  const auto replace = [&text](const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  };
  replace("C", "\x1b[34m");
  replace("0", "\x1b[0m");
  const auto marks = MatchMarks::parse(regex);
  REQUIRE(marks.has_value());
  marks->mark(text, begin);
  replace("\x1b[34m", "C");
  replace("\x1b[0m", "0");
  replace("\x1b[7m", "<");
  replace("\x1b[27m", ">");
  return text;
}

}  // namespace

TEST_CASE("matches are marked, line by line") {
  CHECK(marked("ab", "xabyab\nab") == "x<ab>y<ab>\n<ab>");
  CHECK(marked("^a", "aa\na\n") == "<a>a\n<a>\n");
  CHECK(marked("a\nb", "a\nb") == "a\nb");
  CHECK(marked("b", "b b", 1) == "b <b>");
  CHECK(marked("x*", "axb") == "a<x>b");
  CHECK(marked("a", "").empty());
}

TEST_CASE("colours are not matched, and stay") {
  CHECK(marked("ab", "CaCb0c") == "C<aC<b>0c");
  CHECK(marked("34m", "C34m0") == "C<34m>0");
  CHECK(marked("b", "Cb0") == "C<b>0");
  CHECK(marked("x", "CaC0") == "CaC0");
}

TEST_CASE("what is no regular expression is refused") {
  const auto marks = MatchMarks::parse("(");
  REQUIRE(!marks.has_value());
  CHECK(marks.error().text().starts_with("--grep (: invalid regular expression"));
}
