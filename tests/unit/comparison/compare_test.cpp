// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "comparison/witness.hpp"
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

std::string outcome(const comparison::Evidence& evidence) {
  const Breaks breaks = evidence.change.breaks;
  std::string text = text_of(breaks);
  if (evidence.undecided == Breaks::nobody) return text;
  return text + (evidence.undecided == breaks ? "" : ", " + text_of(evidence.undecided)) +
         (evidence.undecided == breaks ? "," : "") + " undecided";
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
    const Catalog before = catalog(row[2]);
    const Catalog after = catalog(row[3]);
    const std::vector<Change> changes = compare(before, after);
    INFO(line, "\n", all_of(changes));
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].rule == row[0]);
    const Schema* const old = before.find("t");
    const Schema* const now = after.find("t");
    if (old == nullptr || now == nullptr) {
      CHECK(outcome(changes[0]) == row[4]);
      continue;
    }
    const auto evidence = comparison::WitnessSearch(0).search(*old, *now, changes);
    REQUIRE(evidence.size() == 1);
    CHECK(outcome(evidence[0]) == row[4]);
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

TEST_CASE("what keywords say in other words is no change") {
  const auto check_same = [](const std::string& one, const std::string& other) {
    INFO(one, " and ", other);
    CHECK(reported(one, other) == "");
    CHECK(reported(other, one) == "");
  };
  check_same(R"({"type": "array", "contains": true})", R"({"type": "array", "minItems": 1})");
  check_same(R"({"type": "array", "contains": {}, "minContains": 2, "maxContains": 3})",
             R"({"type": "array", "minItems": 2, "maxItems": 3})");
  check_same(R"({"type": "array", "contains": {}, "minContains": 0})", R"({"type": "array"})");
  check_same(R"({"type": "array", "contains": {"type": "string"}})",
             R"({"type": "array", "contains": {"type": "string"}, "minItems": 1})");
  check_same(R"({"type": "array", "contains": {"type": "string"}, "items": {"type": "string"}})",
             R"({"type": "array", "minItems": 1, "items": {"type": "string"}})");
  check_same(R"({"type": "object", "not": {"required": ["a"]}})", R"({"type": "object", "properties": {"a": false}})");
  check_same(R"({"type": "object", "not": {"anyOf": [{"required": ["a"]}, {"type": "object", "required": ["b"]}]}})",
             R"({"type": "object", "properties": {"a": false, "b": {"not": true}}})");
  check_same(R"({"not": {"type": ["null", "number"]}})", R"({"type": ["string", "boolean", "object", "array"]})");
  check_same(R"({"type": "integer"})", R"({"type": "number", "multipleOf": 1})");
  check_same(R"({"type": ["integer", "null"], "multipleOf": 5})", R"({"type": ["null", "number"], "multipleOf": 5.0})");
  check_same(R"({"anyOf": [{"type": "integer"}, {"type": "null"}]})",
             R"({"type": ["null", "number"], "multipleOf": 1})");
  check_same(R"({"type": "integer", "exclusiveMinimum": 0, "maximum": 9.5})",
             R"({"type": "integer", "minimum": 1, "exclusiveMaximum": 10})");
  check_same(R"({"type": "array", "prefixItems": [{"type": "string"}], "unevaluatedItems": false})",
             R"({"type": "array", "prefixItems": [{"type": "string"}], "items": false})");
  check_same(R"({"type": "array", "allOf": [{"prefixItems": [{"type": "string"}]}], "unevaluatedItems": false})",
             R"({"type": "array", "prefixItems": [{"type": "string"}], "maxItems": 1})");
  check_same(R"({"type": "object", "patternProperties": {".*": {"type": "string"}}})",
             R"({"type": "object", "additionalProperties": {"type": "string"}})");
  check_same(R"({"if": true, "then": {"type": "string"}, "else": {"type": "null"}})", R"({"type": "string"})");
}

TEST_CASE("what is like another keyword, but not the same, is a change") {
  CHECK(reported(R"({"not": {"required": ["a"]}})", R"({"properties": {"a": false}})") ==
        "type : an object -> any value: consumers\n");
  CHECK(reported(R"({"type": "number", "multipleOf": 0.5})", R"({"type": "integer"})") ==
        "type : a number -> an integer: producers\n");
  CHECK(reported(R"({"type": "number"})", R"({"type": "number", "multipleOf": 1})") ==
        "multipleOf : any -> a multiple of 1: producers\n");
  CHECK(reported(R"({"type": "array", "contains": {"type": "string"}})", R"({"type": "array", "minItems": 1})") ==
        "contains : at least 1 elements that match a schema -> any elements: consumers\n");
  CHECK(reported(R"({"type": "integer", "exclusiveMinimum": 0})", R"({"type": "integer", "minimum": 2})") ==
        "minimum : more than 0 -> at least 2: producers\n");
  CHECK(reported(R"({"type": "object", "patternProperties": {"^.*$": {"type": "string"}}})",
                 R"({"type": "object", "additionalProperties": {"type": "string"}})") != "");
}

/// A model whose member is of another model or null, as generators of models write it.
std::string nullable(const char* form, const std::string& model) {
  const std::string null = R"({"type": "null"})";
  const std::string value = std::string(form).empty()
                                ? R"({"$ref": "#/$defs/Address"})"
                                : fmt::format(R"({{"{}": [{{"$ref": "#/$defs/Address"}}, {}]}})", form, null);
  return fmt::format(R"({{"properties": {{"to": {}}}, "$defs": {{"Address": {}}}}})", value, model);
}

TEST_CASE("models that may be null are compared through the null") {
  const std::string one = R"({"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}})";
  const std::string other = R"({"type": "object", "required": ["city"], "properties": {"city": {"type": "integer"}}})";
  for (const char* form : {"anyOf", "oneOf"}) {
    CHECK(reported(nullable("", one), nullable(form, one)) == "type /to: an object -> an object or null: consumers\n");
    CHECK(reported(nullable(form, one), nullable("", one)) == "type /to: an object or null -> an object: producers\n");
    CHECK(reported(nullable(form, one), nullable(form, other)) ==
          "type /to/city: a string -> an integer: consumers and producers\n");
    CHECK(reported(nullable("", one), nullable(form, other)) ==
          "type /to: an object -> an object or null: consumers\n"
          "type /to/city: a string -> an integer: consumers and producers\n");
  }
  CHECK(reported(nullable("anyOf", one), nullable("oneOf", one)) == "");
  CHECK(reported(R"({"type": ["object", "null"], "properties": {"a": {"type": "string"}}})",
                 R"({"anyOf": [{"type": "null"}, {"type": "object", "properties": {"a": {"type": "integer"}}}]})") ==
        "type /a: a string -> an integer: consumers and producers\n");
  CHECK(
      reported(R"({"type": "array", "items": {"properties": {"a": {"default": 1}}}})",
               R"({"anyOf": [{"type": "array", "items": {"properties": {"a": {"default": 2}}}}, {"type": "null"}]})") ==
      "type : an array -> an array or null: consumers\ndefault /*/a: 1 -> 2: nobody\n");
}

TEST_CASE("an enum that gains null shows all of its values") {
  const char* const old = R"({"type": "string", "enum": ["a", "b"]})";
  const std::string change = R"(enum : "a" or "b" -> "a", "b" or null: consumers)"
                             "\n";
  CHECK(reported(old, R"({"oneOf": [{"type": "null"}, {"type": "string", "enum": ["a", "b"]}]})") == change);
  CHECK(reported(old, R"({"anyOf": [{"enum": ["a", "b"]}, {"const": null}]})") == change);
  CHECK(reported(old, R"({"enum": ["a", "b", null]})") == change);
  CHECK(reported(R"({"anyOf": [{"enum": ["a"]}, {"type": "null"}]})",
                 R"({"anyOf": [{"enum": ["b"]}, {"type": "null"}]})") ==
        R"(enum : "a" or null -> "b" or null: consumers and producers)"
        "\n");
  CHECK(reported(old, R"({"anyOf": [{"enum": ["a", "b"]}, {"type": "integer"}]})") ==
        "type : a string -> a string or an integer: consumers\n"
        R"(enum : "a" or "b" -> "a", "b" or an integer: consumers)"
        "\n");
}

TEST_CASE("a contract that gains another kind of objects has lost no members") {
  const std::string level = R"({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}})";
  const std::string gone = R"({"type": "object", "required": ["when"], "properties": {"when": {"type": "string"}}})";
  const std::string both = fmt::format(R"({{"anyOf": [{}, {}]}})", gone, level);
  CHECK(reported(level, both) ==
        "anyOf : an object -> any of 2 alternatives: consumers\n"
        "member-added /when: not declared -> a string, optional: nobody\n");
  CHECK(reported(both, level) ==
        "anyOf : any of 2 alternatives -> an object: producers\n"
        "member-removed /when: a string, optional -> not declared: nobody\n");
  const std::string changed = R"({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}})";
  CHECK(reported(level, fmt::format(R"({{"oneOf": [{}, {}]}})", changed, gone)) ==
        "oneOf : an object -> exactly one of 2 alternatives: consumers\n"
        "type /id: a string -> an integer: consumers and producers, undecided\n"
        "member-added /when: not declared -> a string, optional: nobody\n");
}

TEST_CASE("a pattern for members of a closed object is told as that") {
  const char* const closed = R"({"type": "object", "properties": {"a": true}, "additionalProperties": false})";
  for (const char* keyword : {"additionalProperties", "unevaluatedProperties"}) {
    const std::string open = fmt::format(
        R"({{"type": "object", "properties": {{"a": true}}, "patternProperties": {{"^x-": {{}}}}, "{}": false}})",
        keyword);
    CHECK(reported(closed, open) ==
          "patternProperties : no undeclared members -> undeclared members named ^x-: consumers\n");
    CHECK(reported(open, closed) ==
          "patternProperties : undeclared members named ^x- -> no undeclared members: producers\n");
  }
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
        "patternProperties : any undeclared members, with a schema for those named ^a -> "
        "any undeclared members, with a schema for those named b$: consumers and producers, undecided\n");
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
