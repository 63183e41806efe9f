#include "violation_kinds.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using thoth::cli::ViolationKinds;

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

TEST_CASE("of very many kinds the rest is counted together") {
  ViolationKinds kinds;
  for (int i = 0; i < 30000; ++i) kinds.add("t", violation(Code::unknown_member, "/x" + std::to_string(i)));
  const auto lines = kinds.lines();
  REQUIRE(lines.size() == 21);
  CHECK(lines.back() == "    29980  of other kinds");
}
