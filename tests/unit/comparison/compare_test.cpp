// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/test_folder.hpp"
#include "thoth/comparison.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

std::string text_of(Breaks breaks) {
  switch (breaks) {
    case Breaks::nobody:
      return "nobody";
    case Breaks::consumers:
      return "consumers";
    case Breaks::producers:
      return "producers";
    case Breaks::both:
      break;
  }
  return "consumers and producers";
}

std::string outcome(const Change& change) {
  return text_of(change.breaks) + (change.decided == Decided::no ? ", undecided" : "");
}

std::string all_of(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) {
    text +=
        fmt::format("{} {}: {} -> {}: {}\n", change.rule, change.pointer, change.before, change.after, outcome(change));
  }
  return text;
}

std::string reported(const std::string& before, const std::string& after) {
  return all_of(compare(*test::compiled(before), *test::compiled(after)));
}

/// A cell of a table without its blanks and backticks.
std::string cell(std::string_view text) {
  const auto first = text.find_first_not_of(" `");
  const auto last = text.find_last_not_of(" `");
  return first == std::string_view::npos ? "" : std::string(text.substr(first, last - first + 1));
}

std::vector<std::string> cells(std::string_view row) {
  std::vector<std::string> all;
  row.remove_prefix(2);
  for (auto end = row.find(" |"); end != std::string_view::npos; end = row.find(" |")) {
    all.push_back(cell(row.substr(0, end)));
    row.remove_prefix(std::min(row.size(), end + 3));
  }
  return all;
}

/// "-" is a catalog without the topic.
Catalog catalog(const std::string& schema) {
  Catalog catalog;
  if (schema != "-") catalog.add(test::compiled(schema));
  return catalog;
}

TEST_CASE("each rule of docs/diff.md holds") {
  std::ifstream page(test::test_folder() + "/../docs/diff.md");
  REQUIRE(page);
  std::size_t rows = 0;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| ") || line.starts_with("| Rule") || line.starts_with("| ---")) continue;
    const std::vector<std::string> row = cells(line);
    REQUIRE_MESSAGE(row.size() == 5, line);
    ++rows;
    const std::vector<Change> changes = compare(catalog(row[2]), catalog(row[3]));
    INFO(line, "\n", all_of(changes));
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].rule == row[0]);
    CHECK(outcome(changes[0]) == row[4]);
  }
  CHECK(rows > 60);
}

TEST_CASE("the same contract in other words is no change") {
  const auto check_same = [](const std::string& one, const std::string& other) {
    CHECK(reported(one, other) == "");
    CHECK(reported(other, one) == "");
  };
  check_same(R"({"properties": {"a": {"type": "string"}, "b": {"minimum": 1}}})",
             R"({"properties": {"b": {"minimum": 1.0, "title": "B"}, "a": {"type": "string"}}})");
  check_same(R"({"$ref": "#/$defs/x", "$defs": {"x": {"type": "string"}}})", R"({"type": "string"})");
  check_same(R"({"allOf": [{"minimum": 1}, {"maximum": 3}], "type": "number"})",
             R"({"type": "number", "minimum": 1, "maximum": 3})");
  check_same(R"({"anyOf": [{"type": "string"}, {"type": "null"}]})", R"({"type": ["null", "string"]})");
  check_same(R"({"type": "boolean"})", R"({"enum": [true, false]})");
  check_same(R"({"anyOf": [{"minimum": 3}, {"maxLength": 2}]})", R"({"anyOf": [{"maxLength": 2}, {"minimum": 3}]})");
  check_same(R"({"oneOf": [{"multipleOf": 3}, {"multipleOf": 2}]})",
             R"({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]})");
  check_same(R"({"if": {"required": ["a"]}, "then": {"required": ["b"]}})",
             R"({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": true})");
  check_same(R"({"properties": {"a": true}, "additionalProperties": false})",
             R"({"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false})");
}

TEST_CASE("a change is told where it is") {
  CHECK(reported(R"({"properties": {"list": {"items": {"properties": {"n": {"type": "integer"}}}}}})",
                 R"({"properties": {"list": {"items": {"properties": {"n": {"type": "number"}}}}}})") ==
        "type /list/*/n: an integer -> a number: consumers\n");
  CHECK(reported(R"({"additionalProperties": {"properties": {"a/b": {"minLength": 1}}}})",
                 R"({"additionalProperties": {"properties": {"a/b": {"minLength": 2}}}})") ==
        "minLength /*/a~1b: at least 1 characters -> at least 2 characters: producers\n");
}

TEST_CASE("what a shared schema changes is told once, and that others share it") {
  const auto schema = [](const char* type) {
    return fmt::format(R"({{"properties": {{"a": {{"$ref": "#/$defs/x"}}, "b": {{"$ref": "#/$defs/x"}}}},
                           "$defs": {{"x": {{"properties": {{"n": {{"type": "{}"}}}}}}}}}})",
                       type);
  };
  CHECK(reported(schema("integer"), schema("number")) ==
        "type /a/n: an integer -> a number: consumers\n"
        "$ref /b: as at /a -> as at /a: consumers\n");
}

TEST_CASE("schemas that refer to themselves are compared") {
  const auto list = [](const char* value) {
    return fmt::format(R"({{"type": "object", "properties": {{"value": {{"type": "{}"}}, "next": {{"$ref": "#"}}}}}})",
                       value);
  };
  CHECK(reported(list("string"), list("string")) == "");
  CHECK(reported(list("integer"), list("number")) == "type /value: an integer -> a number: consumers\n");
}

TEST_CASE("what is too deep within each other is not compared, and says so") {
  const auto deep = [](const std::string& within) {
    constexpr int levels = 400;
    std::string schema;
    for (int i = 0; i < levels; ++i) schema += R"({"properties": {"a": )";
    schema += within;
    for (int i = 0; i < levels; ++i) schema += "}}";
    return schema;
  };
  CHECK(reported(deep(R"({"type": "string"})"), deep(R"({"type": "string"})")) == "");
  const auto changes =
      compare(*test::compiled(deep(R"({"type": "string"})")), *test::compiled(deep(R"({"type": "null"})")));
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].rule == "$ref");
  CHECK(outcome(changes[0]) == "consumers and producers, undecided");
}

TEST_CASE("the alternative that was meant is looked into") {
  const auto shapes = [](const char* radius) {
    return fmt::format(R"({{"type": "object", "required": ["kind"], "oneOf": [
      {{"properties": {{"kind": {{"const": "circle"}}, "radius": {{"type": "number", "minimum": {}}}}}}},
      {{"properties": {{"kind": {{"const": "square"}}, "side": {{"type": "number"}}}}}}]}})",
                       radius);
  };
  CHECK(reported(shapes("0"), shapes("1")) == "minimum /radius: at least 0 -> at least 1: producers\n");
}

TEST_CASE("what cannot be there cannot break anybody") {
  CHECK(reported(R"({"properties": {"a": false}})", R"({"properties": {"a": {"type": "string"}}})") ==
        "type /a: no value at all -> a string: consumers\n");
  CHECK(reported(R"({"type": "array", "maxItems": 0, "items": {"type": "string"}})",
                 R"({"type": "array", "maxItems": 0, "items": {"type": "integer"}})") == "");
  CHECK(reported(R"({"type": "object", "propertyNames": {"enum": ["a"]}, "properties": {"b": {"type": "string"}}})",
                 R"({"type": "object", "propertyNames": {"enum": ["a"]}, "properties": {"b": {"type": "null"}}})") ==
        "");
}

TEST_CASE("a name that matches a pattern of one side alone may be under anything on the other") {
  CHECK(reported(R"({"type": "object", "patternProperties": {"^a": {"type": "string"}}})",
                 R"({"type": "object", "patternProperties": {"b$": {"type": "string"}}})") ==
        "patternProperties : any undeclared members -> any undeclared members: consumers and producers, undecided\n");
  CHECK(
      reported(
          R"({"type": "object", "patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "string"}})",
          R"({"type": "object", "additionalProperties": {"type": "string"}})") == "");
}

TEST_CASE("what follows from the same condition is compared") {
  const auto schema = [](int least) {
    return fmt::format(
        R"({{"type": "object", "if": {{"required": ["a"]}}, "then": {{"properties": {{"b": {{"minItems": {}}}}}}}}})",
        least);
  };
  CHECK(reported(schema(1), schema(2)) == "minItems /b: at least 1 elements -> at least 2 elements: producers\n");
}

TEST_CASE("the default of a secret is not told") {
  const auto schema = [](const char* value) {
    return fmt::format(R"({{"properties": {{"a": {{"x-secret": true, "default": {}}}}}}})", value);
  };
  CHECK(reported(schema(R"("hunter2")"), schema(R"("hunter3")")) == "default /a: a secret -> a secret: nobody\n");
}

TEST_CASE("integers of 64 bits are less than integers") {
  CHECK(reported(R"({"type": "integer", "x-int64": true, "minimum": 1, "maximum": 9})",
                 R"({"type": "integer", "minimum": 1, "maximum": 9})") ==
        "type : an integer, 1.0 excluded -> an integer, 1.0 included: consumers\n");
}

/// Members of an allOf, each with a member of its own, beside unevaluatedProperties.
std::string wide(int count) {
  std::string schema = R"({"unevaluatedProperties":false,"allOf":[)";
  for (int i = 0; i < count; ++i) {
    schema += std::string(i == 0 ? "" : ",") + R"({"properties":{"m)" + std::to_string(i) + R"(":{"type":"string"}}})";
  }
  return schema + "]}";
}

TEST_CASE("a wide allOf is compared with itself at once") {
  const auto schema = test::compiled(wide(3000));
  const auto again = test::compiled(wide(3000));
  const std::clock_t started = std::clock();
  CHECK(compare(*schema, *again).empty());
  CHECK((std::clock() - started) / CLOCKS_PER_SEC < 20);
}

TEST_CASE("what would take too long is given up, and that is said") {
  const auto old = test::compiled(wide(8000));
  const auto now = test::compiled(wide(7999));
  const std::clock_t started = std::clock();
  const std::vector<Change> changes = compare(*old, *now);
  CHECK((std::clock() - started) / CLOCKS_PER_SEC < 60);
  REQUIRE_FALSE(changes.empty());
  for (const Change& change : changes) {
    CHECK(change.rule == "$ref");
    CHECK(change.before == "too large to compare");
    CHECK(change.after == "too large to compare");
    CHECK(change.decided == Decided::no);
  }
}

}  // namespace
}  // namespace thoth
