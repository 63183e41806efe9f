// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/key_and_headers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "../json_schema/compiled.hpp"
#include "judging/entry_validator.hpp"
#include "judging/record_validator.hpp"

using namespace thoth;

namespace {

using Texts = std::vector<std::string>;

Texts texts(const Violations& violations) {
  Texts all;
  for (const Violation& violation : violations) {
    const std::string message = violation.message();
    all.push_back(violation.pointer + ": " + message.substr(0, message.find(" [")));
  }
  return all;
}

Texts of_key(const std::string& schema, std::optional<std::string_view> key) {
  Schema type;
  type.key = test::compiled(schema);
  Violations violations;
  KeyAndHeadersValidator({}).validate(type, {key, {}}, HasValue::yes, violations);
  return texts(violations);
}

Texts of_headers(const std::string& schema, const Headers& headers, HasValue has_value = HasValue::yes) {
  Schema type;
  type.headers = test::compiled(schema);
  Violations violations;
  KeyAndHeadersValidator({}).validate(type, {std::nullopt, headers}, has_value, violations);
  return texts(violations);
}

constexpr const char* traced = R"({"type": "object", "required": ["trace"], "properties": {
  "trace": {"type": "string", "minLength": 4}, "attempt": {"type": "integer", "minimum": 1},
  "tags": {"type": "array", "items": {"type": "string"}}, "level": {"enum": [1, "high"]}}})";

/// A catalog of one type with a key and headers.
Catalog orders() {
  auto type =
      std::make_shared<Schema>(*test::compiled(R"({"type": "object", "properties": {"id": {"type": "integer"}}})"));
  type->topic = "orders";
  type->key = test::compiled(R"({"type": "string", "pattern": "^[a-z]+$"})");
  type->headers = test::compiled(R"({"properties": {"trace": {"minLength": 4}}})");
  Catalog catalog;
  catalog.add(type);
  return catalog;
}

struct Counts {
  std::vector<std::uint64_t> invalid;
  std::uint64_t passed = 0;
};

/// Validates entries as `validate` does: those like the last one are passed, the others looked at.
Counts validated(const std::string& text) {
  const Catalog catalog = orders();
  file::Reader reader(file::Source::from_text(text, "test"));
  reader.set_places(file::Places::of_broken);
  reader.set_detail(Detail::count);
  EntryValidator validator(catalog, {Strict::no, {}, Wire::skip}, Against::type, nullptr, Covered::entry);
  Counts counts;
  file::Entry entry;
  for (;;) {
    counts.passed += reader.pass(
        [&](const json::Text& rest, std::string_view topic_name) { return validator.end_of_valid(rest, topic_name); });
    if (!reader.next(entry).value()) return counts;
    if (!validator.validate(entry, entry.topic_name, &reader).violations.empty())
      counts.invalid.push_back(entry.number);
  }
}

std::string entry(const std::string& key) {
  return R"({"topic_name":"orders","key":)" + key + R"(,"message_contents":{"id":1}})" + "\n";
}

}  // namespace

TEST_CASE("a key is a string to its schema") {
  CHECK(of_key(R"({"type": "string", "maxLength": 3})", "12").empty());
  CHECK(of_key(R"({"type": "string", "maxLength": 3})", "1234") ==
        Texts{"#key: expected at most 3 characters, found the string \"1234\""});
  CHECK(of_key(R"({"enum": ["1"]})", "2") == Texts{"#key: expected \"1\", found the string \"2\""});
}

TEST_CASE("a key is JSON where its schema takes no such string") {
  CHECK(of_key(R"({"type": "integer", "maximum": 5})", "3").empty());
  CHECK(of_key(R"({"type": "integer", "maximum": 5})", "7") == Texts{"#key: expected at most 5, found the number 7"});
  CHECK(of_key(R"({"type": "integer"})", "x") == Texts{"#key: expected an integer, found the string \"x\""});
  CHECK(of_key(R"({"enum": [1, 2]})", "2").empty());
  CHECK(of_key(R"({"anyOf": [{"type": "string", "pattern": "^x"}, {"type": "integer"}]})", "12").empty());
  const std::string object = R"({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}})";
  CHECK(of_key(object, R"({"id": 1})").empty());
  CHECK(of_key(object, R"({"id": "a"})") == Texts{"#key/id: expected an integer, found the string \"a\""});
  CHECK(of_key(object, R"({"id": 1)") == Texts{R"(#key: expected an object, found the string "{\"id\": 1")"});
}

TEST_CASE("a key that is not there is null to its schema") {
  CHECK(of_key(R"({"type": ["string", "null"]})", std::nullopt).empty());
  CHECK(of_key(R"({"type": "string"})", std::nullopt) == Texts{"#key: the key is missing (a string)"});
}

TEST_CASE("a key is what comes after a schema registry's frame") {
  const std::string object = R"({"type": "object", "required": ["id"]})";
  CHECK(of_key(object, std::string_view("\0\0\0\0\x2a{\"id\":1}", 13)).empty());
  CHECK(of_key(object, std::string_view("\0\0\0\0\x2a{}", 7)) ==
        Texts{"#key/id: required member \"id\" is missing (any value)"});
}

TEST_CASE("bytes that are not UTF-8 satisfy no schema") {
  CHECK(of_key("{}", "\xff\xfe") == Texts{"#key: expected text in UTF-8, found 2 bytes that are not UTF-8"});
  CHECK(of_headers(traced, {{"trace", "\xff"}}) ==
        Texts{"#headers/trace: expected text in UTF-8, found 1 bytes that are not UTF-8"});
}

TEST_CASE("headers are an object to their schema, each a string or the JSON that it holds") {
  CHECK(of_headers(traced, {{"trace", "abcd"}, {"attempt", "2"}, {"tags", R"(["a"])"}, {"level", "1"}}).empty());
  CHECK(of_headers(traced, {{"trace", "1234"}, {"level", "high"}, {"other", "x"}}).empty());
  CHECK(of_headers(traced, {{"trace", "a"}, {"attempt", "0"}}) ==
        Texts{"#headers/trace: expected at least 4 characters, found the string \"a\"",
              "#headers/attempt: expected at least 1, found the number 0"});
  CHECK(of_headers(traced, {}) == Texts{"#headers/trace: required header \"trace\" is missing (a string)"});
}

TEST_CASE("a header is JSON where no string satisfies its schema, whatever says so") {
  const std::string counted = R"({"$defs": {"count": {"type": "integer", "minimum": 2}}, "properties": {"a": )";
  for (const char* const schema :
       {R"({"type": "integer", "minimum": 2})", R"({"$ref": "#/$defs/count"})",
        R"({"type": ["integer", "null"], "minimum": 2})", R"({"allOf": [{"minimum": 2}, {"$ref": "#/$defs/count"}]})",
        R"({"anyOf": [{"$ref": "#/$defs/count"}, {"type": "null"}]})",
        R"({"oneOf": [{"enum": [2, 3]}, {"const": null}]})", R"({"enum": [2, 3]})",
        R"({"type": ["integer", "string"], "minimum": 2, "enum": ["x", 2, 3]})",
        R"({"anyOf": [{"type": "string", "maxLength": 0}, {"$ref": "#/$defs/count"}]})"}) {
    CAPTURE(schema);
    const std::string whole = counted + schema + "}}";
    CHECK(of_headers(whole, {{"b", "x"}, {"a", "2"}}).empty());
    CHECK_FALSE(of_headers(whole, {{"a", "1"}}).empty());
    CHECK_FALSE(of_headers(whole, {{"a", "\"2\""}}).empty());
    CHECK_FALSE(of_headers(whole, {{"a", "02"}}).empty());
  }
  const std::string object =
      R"({"properties": {"a": {"type": "object", "required": ["x"]}, "b": {"type": "boolean"}}})";
  CHECK(of_headers(R"({"allOf": [)" + object + R"(, {"required": ["a"]}]})", {{"a", R"({"x": 1})"}}).empty());
  CHECK(of_headers(object, {{"a", R"({"x": 1})"}, {"b", "true"}, {"c", "true"}}).empty());
  CHECK(of_headers(object, {{"a", "{}"}, {"b", "tru"}}).size() == 2);
}

TEST_CASE("one validator validates record after record, of several types") {
  Schema of_numbers;
  of_numbers.key = test::compiled(R"({"type": "integer"})");
  of_numbers.headers = test::compiled(traced);
  Schema of_words;
  of_words.key = test::compiled(R"({"type": "string", "pattern": "^[a-z]+$"})");
  KeyAndHeadersValidator validator({});
  const auto count = [&validator](const Schema& type, std::string_view key, const Headers& headers) {
    Violations violations;
    validator.validate(type, {key, headers}, HasValue::yes, violations);
    return violations.size();
  };
  const Headers valid{{"trace", "abcd"}, {"tags", R"(["a"])"}, {"attempt", "2"}};
  for (int round = 0; round < 3; ++round) {
    CHECK(count(of_numbers, "1", valid) == 0);
    CHECK(count(of_words, "abc", valid) == 0);
    CHECK(count(of_numbers, "abc", {}) == 2);
    CHECK(count(of_words, "1", {}) == 1);
    CHECK(count(of_numbers, "1.5", {{"trace", "abcd"}, {"tags", "a"}}) == 2);
  }
}

TEST_CASE("a key that took too long to match does not fail the next one") {
  Schema type;
  type.key = test::compiled(R"({"type": "string", "pattern": "^(?=a)(a+)+$"})");
  KeyAndHeadersValidator validator({});
  for (const std::string_view key :
       {"aaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "aaa"}) {
    CAPTURE(key);
    Violations violations;
    validator.validate(type, {key, {}}, HasValue::yes, violations);
    CHECK(violations.empty() == (key.find('b') == key.npos));
  }
}

TEST_CASE("what is filled in contents is not filled in headers") {
  Schema type;
  type.headers =
      test::compiled(R"({"required": ["component_name"], "properties": {"component_name": {"type": "string"}}})");
  Violations violations;
  KeyAndHeadersValidator({.fill_ins = fill_ins("cli", "1")}).validate(type, {"x", {}}, HasValue::yes, violations);
  CHECK(texts(violations) ==
        Texts{"#headers/component_name: required header \"component_name\" is missing (a string)"});
}

TEST_CASE("of headers of one name the last counts") {
  CHECK(of_headers(traced, {{"trace", "a"}, {"trace", "abcd"}}).empty());
  CHECK(of_headers(traced, {{"trace", "abcd"}, {"trace", "a"}}).size() == 1);
  Headers many(100, {"trace", "a"});
  CHECK(of_headers(traced, many).size() == 1);
  many.push_back({"trace", "abcd"});
  CHECK(of_headers(traced, many).empty());
}

TEST_CASE("a header without a value is null") {
  CHECK(of_headers(traced, {{"trace", std::nullopt}}) == Texts{"#headers/trace: expected a string, found null"});
}

TEST_CASE("a tombstone needs no headers, but its key is validated") {
  CHECK(of_headers(traced, {}, HasValue::no).empty());
  Schema type;
  type.key = test::compiled(R"({"type": "integer"})");
  Violations violations;
  KeyAndHeadersValidator({}).validate(type, {"x", {}}, HasValue::no, violations);
  CHECK(violations.size() == 1);
}

TEST_CASE("secrets of a key are not shown") {
  CHECK(of_key(R"({"type": "string", "writeOnly": true, "maxLength": 2})", "hunter2") ==
        Texts{"#key: expected at most 2 characters, found a string"});
}

TEST_CASE("entries are validated with key and headers, also those that look like the one before") {
  CHECK(validated(entry("\"a\"") + entry("\"a\"") + entry("\"a\"")).invalid.empty());
  CHECK(validated(entry("\"a\"") + entry("\"a\"") + entry("\"a\"")).passed == 2);
  CHECK(validated(entry("\"a\"") + entry("\"7\"") + entry("\"7\"") + entry("\"b\"")).invalid ==
        std::vector<std::uint64_t>{2, 3});
  CHECK(validated(entry("\"7\"") + entry("\"7\"")).invalid == std::vector<std::uint64_t>{1, 2});
  CHECK(validated(entry("null")).invalid == std::vector<std::uint64_t>{1});
}

TEST_CASE("records are validated with key and headers") {
  const Catalog catalog = orders();
  RecordValidator validator(catalog, "");
  const Headers headers{{"trace", "x"}};
  kafka::Record record;
  record.topic = "orders";
  record.key = "7";
  record.value = R"({"id":1})";
  record.headers = headers;
  json::LazyTree contents(*record.value);
  CHECK(texts(validator.validate(record, contents).violations).size() == 2);
  record.value.reset();
  CHECK(texts(validator.validate(record, contents).violations).size() == 1);
}
