// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/line_diff.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace thoth;
using cli::LineDiff;

namespace {

struct Change {
  std::size_t begin;
  std::size_t end;
  std::string_view after;
};

std::string diff(std::string_view before, const std::vector<Change>& changes) {
  std::string text;
  const Sink sink = [&text](std::string_view part) -> Result<void> {
    text += part;
    return {};
  };
  const std::string name = "f.json";
  LineDiff lines(before, name, sink);
  for (const Change& change : changes) REQUIRE(lines.replace(change.begin, change.end, change.after));
  REQUIRE(lines.finish());
  return text;
}

constexpr std::string_view heading = "--- a/f.json\n+++ b/f.json\n";

}  // namespace

TEST_CASE("a part of a line is shown as the line before and after") {
  CHECK(diff("one\ntwo\nthree\n", {{4, 7, "TWO"}}) == std::string(heading) + "@@ -2,1 +2,1 @@\n-two\n+TWO\n");
}

TEST_CASE("changes on one line are one hunk, those on other lines are hunks of their own") {
  CHECK(diff("a b c\nd\n", {{0, 1, "A"}, {4, 5, "C"}, {6, 7, "D"}}) ==
        std::string(heading) + "@@ -1,1 +1,1 @@\n-a b c\n+A b C\n@@ -2,1 +2,1 @@\n-d\n+D\n");
}

TEST_CASE("lines that come or go move those after them") {
  CHECK(diff("a\nb\nc\n", {{0, 1, "x\ny\nz"}, {4, 5, "C"}}) ==
        std::string(heading) + "@@ -1,1 +1,3 @@\n-a\n+x\n+y\n+z\n@@ -3,1 +5,1 @@\n-c\n+C\n");
  CHECK(diff("a\nb\nc\nd\n", {{0, 3, "x"}, {6, 7, "D"}}) ==
        std::string(heading) + "@@ -1,2 +1,1 @@\n-a\n-b\n+x\n@@ -4,1 +3,1 @@\n-d\n+D\n");
}

TEST_CASE("a last line without a break is marked on either side") {
  CHECK(diff("a", {{0, 1, "b\n"}}) == std::string(heading) + "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n");
  CHECK(diff("x\na", {{2, 3, "b"}}) == std::string(heading) +
                                           "@@ -2,1 +2,1 @@\n-a\n\\ No newline at end of file\n+b\n"
                                           "\\ No newline at end of file\n");
}

TEST_CASE("without a change nothing is written") {
  CHECK(diff("a\n", {}).empty());
}

TEST_CASE("a sink's error is handed on") {
  const Sink full = [](std::string_view) -> Result<void> { return fail(ErrorCode::io, "", "", ""); };
  const std::string name = "f";
  LineDiff one("a\n", name, full);
  REQUIRE(one.replace(0, 1, "x"));
  CHECK_FALSE(one.finish());
  LineDiff two("a\nb\n", name, full);
  REQUIRE(two.replace(0, 1, "x"));
  CHECK_FALSE(two.replace(2, 3, "y"));
}
