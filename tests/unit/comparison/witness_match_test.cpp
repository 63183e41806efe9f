// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/witness_match.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace thoth::comparison {
namespace {

Violation violation(const std::string& pointer, const std::string& keyword, Code code = Code::value) {
  return {code, pointer, {}, "", "", "", "t.json#/" + keyword};
}

Shown shown(const std::string& pointer, const std::string& rule, const Violations& violations,
            const std::vector<std::string>& others = {}) {
  Change change;
  change.pointer = pointer;
  change.rule = rule;
  return WitnessMatch(change, others).shown_by(violations);
}

TEST_CASE("a pointer is at, above or below another in which * is anything") {
  CHECK(relation("/a/*", "/a/7") == Relation::same);
  CHECK(relation("", "/a") == Relation::below);
  CHECK(relation("/a/*/b", "/a/7") == Relation::above);
  CHECK(relation("/a", "/ab") == Relation::apart);
}

TEST_CASE("a change is shown by what is wrong at its place, with its keyword") {
  CHECK(shown("/a", "minimum", {violation("/a", "minimum")}) == Shown::yes);
  CHECK(shown("/a", "minimum", {violation("/a", "exclusiveMinimum")}) == Shown::yes);
  CHECK(shown("/a", "minimum", {violation("/a", "multipleOf")}) == Shown::no);
  CHECK(shown("/a", "minimum", {violation("/a/b", "minimum")}) == Shown::no);
  CHECK(shown("/l/*", "type", {violation("/l/0", "type", Code::type)}) == Shown::yes);
  CHECK(shown("/a", "type", {violation("", "not", Code::combination)}) == Shown::yes);
  CHECK(shown("/a", "member-removed", {violation("", "not", Code::combination)}) == Shown::yes);
  CHECK(shown("/a/b", "member-removed", {violation("", "not", Code::combination)}) == Shown::no);
}

TEST_CASE("if something else is wrong, too, it is shown in part") {
  CHECK(shown("/a", "minimum", {violation("/b", "type"), violation("/a", "minimum")}) == Shown::partly);
  CHECK(shown("/a", "minimum", {violation("", "anyOf", Code::combination), violation("/a", "minimum")}) == Shown::yes);
}

TEST_CASE("what is wrong below may be of another change") {
  CHECK(shown("", "additionalProperties", {violation("/x", "type")}) == Shown::yes);
  CHECK(shown("", "additionalProperties", {violation("/x", "type")}, {"/x"}) == Shown::no);
  CHECK(shown("", "additionalProperties", {violation("", "minProperties")}) == Shown::no);
  CHECK(shown("", "anyOf", {violation("", "anyOf", Code::combination), violation("/x", "type")}, {"/x"}) == Shown::no);
}

TEST_CASE("a validator that gives up shows nothing") {
  CHECK(shown("", "$dynamicRef", {violation("", "", Code::json_depth)}) == Shown::no);
}

TEST_CASE("what a member brings along is missing beside it") {
  CHECK(shown("/a", "dependentRequired", {violation("/b", "dependentRequired", Code::missing)}) == Shown::yes);
  CHECK(shown("/a", "dependentRequired", {violation("/b", "type")}) == Shown::no);
  CHECK(shown("/o/a", "dependentSchemas", {violation("/o/b", "type")}) == Shown::yes);
}

TEST_CASE("the first violation of a change is told") {
  Change change;
  change.pointer = "/a";
  change.rule = "type";
  const Violations all{violation("/b", "type"), violation("/a", "type")};
  CHECK(WitnessMatch(change, {}).first_of(all) == &all[1]);
  CHECK(WitnessMatch(change, {}).first_of({violation("/b", "type")}) == nullptr);
}

}  // namespace
}  // namespace thoth::comparison
