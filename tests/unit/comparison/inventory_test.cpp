// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/inventory.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

/// Each change as "RULE POINTER: BEFORE -> AFTER".
std::string listed(const std::string& before, const std::string& after) {
  const auto old = test::compiled(before);
  const auto now = test::compiled(after);
  std::string text;
  for (const Change& change : inventory(View(*old, {old->start}), View(*now, {now->start}))) {
    CHECK(change.breaks == Breaks::nobody);
    CHECK(change.topic.empty());
    text += fmt::format("{} {}: {} -> {}\n", change.rule, change.pointer, change.before, change.after);
  }
  return text;
}

TEST_CASE("members that one contract alone has are listed, with what the other says of their names") {
  CHECK(
      listed(R"({"properties": {"a": {"type": "string"}}, "required": ["a"]})", R"({"additionalProperties": false})") ==
      "member-removed /a: a string, required -> not declared, rejected\n");
  CHECK(listed("{}", R"({"properties": {"a": {"type": "null"}}})") ==
        "member-added /a: not declared -> null, optional\n");
}

TEST_CASE("what is within an element or a member is listed with its place") {
  CHECK(listed(R"({"properties": {"a": {"items": {"format": "date"}}}})",
               R"({"properties": {"a": {"items": {"format": "time"}}}})") == "format /a/*: date -> time\n");
  CHECK(listed(R"({"prefixItems": [{"format": "date"}]})", R"({"prefixItems": [{}]})") == "format /0: date -> none\n");
}

TEST_CASE("of a default and of secrecy both sides are told, but not a secret") {
  CHECK(listed(R"({"properties": {"a": {"default": 1}}})", R"({"properties": {"a": {"default": 2}}})") ==
        "default /a: 1 -> 2\n");
  CHECK(listed(R"({"properties": {"a": {"default": 1}}})",
               R"({"properties": {"a": {"default": 2, "writeOnly": true}}})") ==
        "default /a: 1 -> a secret\nsecret /a: shown -> secret\n");
}

TEST_CASE("what only breaks somebody is no part of the inventory, and neither is a contract that is the same") {
  CHECK(listed(R"({"minimum": 1})", R"({"minimum": 2})").empty());
  const char* const within_itself = R"({"properties": {"next": {"$ref": "#"}, "a": {"format": "date"}}})";
  CHECK(listed(within_itself, within_itself).empty());
}

}  // namespace
}  // namespace thoth::comparison
