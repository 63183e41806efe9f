// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/violation_kinds.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using thoth::ViolationKinds;

namespace {

Violation violation(Code code, std::string pointer) {
  return {code, std::move(pointer), {}, "", "", ""};
}

}  // namespace

TEST_CASE("equal mistakes are one line, the most frequent first, whatever the index in an array") {
  ViolationKinds kinds;
  for (int i = 0; i < 3; ++i) kinds.add("t", violation(Code::type, "/a/" + std::to_string(i) + "/b"));
  kinds.add("t", violation(Code::missing, "/a"));
  kinds.add("", violation(Code::json_syntax, ""));
  CHECK(kinds.lines() == std::vector<std::string>{"        3  t: type at /a/*/b", "        1  (no topic): json-syntax",
                                                  "        1  t: missing at /a"});
}

TEST_CASE("what was counted apart comes to the same together") {
  ViolationKinds whole;
  ViolationKinds together;
  for (int part = 0; part < 3; ++part) {
    ViolationKinds kinds;
    for (int i = 0; i < 4; ++i) {
      for (ViolationKinds* each : {&kinds, &whole}) {
        each->add("t", violation(Code::type, "/a"));
        each->add(i % 2 == 0 ? "t" : "u", violation(Code::missing, "/b" + std::to_string(part)));
      }
    }
    CHECK(kinds.violations() == 8);
    together.add("t", violation(Code::type, "/a"));
    together.add(kinds);
    together.add("t", violation(Code::type, "/a"));
    for (int i = 0; i < 2; ++i) whole.add("t", violation(Code::type, "/a"));
  }
  CHECK(together.lines() == whole.lines());
  CHECK(together.violations() == 30);
  together.clear();
  CHECK(together.size() == 0);
  CHECK(together.lines().empty());
}

TEST_CASE("of very many kinds the rest is counted together") {
  ViolationKinds kinds(10'000);
  for (int i = 0; i < 30000; ++i) kinds.add("t", violation(Code::unknown_member, "/x" + std::to_string(i)));
  const auto lines = kinds.lines();
  REQUIRE(lines.size() == 21);
  CHECK(lines.back() == "    29980  of other kinds");
  CHECK(kinds.size() == 10'000);
  CHECK(kinds.others() == 20'000);
  CHECK(kinds.violations() == 30'000);
  CHECK(kinds.sorted().size() == 10'000);
  CHECK_FALSE(kinds.add("t", violation(Code::unknown_member, "/x29999")).has_value());
  CHECK(kinds.add("t", violation(Code::unknown_member, "/x7")) == 7U);
  CHECK(kinds.sorted().front().number == 7);
}

TEST_CASE("kinds have numbers in the order in which they came, and are sorted by how many there are of each") {
  ViolationKinds kinds;
  CHECK(kinds.add("u", violation(Code::type, "/a")) == 0U);
  CHECK(kinds.add("t", violation(Code::type, "/a/1")) == 1U);
  CHECK(kinds.add("t", violation(Code::type, "/a/2")) == 1U);
  CHECK(kinds.add("t", violation(Code::null, "")) == 2U);
  const auto sorted = kinds.sorted();
  REQUIRE(sorted.size() == 3);
  CHECK(sorted[0].number == 1);
  CHECK(sorted[0].topic_name == "t");
  CHECK(sorted[0].code == "type");
  CHECK(sorted[0].pointer == "/a/*");
  CHECK(sorted[0].count == 2);
  CHECK(sorted[1].number == 2);
  CHECK(sorted[2].number == 0);
}

TEST_CASE("a line of the summary stays one line, whatever a name holds") {
  ViolationKinds kinds;
  kinds.add("t", violation(Code::unknown_member, "/x\n::error::y"));
  CHECK(kinds.lines().front() == "        1  t: unknown-member at /x\\u000a::error::y");
}
