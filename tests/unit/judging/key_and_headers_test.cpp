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
  validate_key_and_headers(type, {key, {}}, HasValue::yes, {}, violations);
  return texts(violations);
}

Texts of_headers(const std::string& schema, const Headers& headers, HasValue has_value = HasValue::yes) {
  Schema type;
  type.headers = test::compiled(schema);
  Violations violations;
  validate_key_and_headers(type, {std::nullopt, headers}, has_value, {}, violations);
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

TEST_CASE("of headers of one name the last counts") {
  CHECK(of_headers(traced, {{"trace", "a"}, {"trace", "abcd"}}).empty());
  CHECK(of_headers(traced, {{"trace", "abcd"}, {"trace", "a"}}).size() == 1);
}

TEST_CASE("a header without a value is null") {
  CHECK(of_headers(traced, {{"trace", std::nullopt}}) == Texts{"#headers/trace: expected a string, found null"});
}

TEST_CASE("a tombstone needs no headers, but its key is validated") {
  CHECK(of_headers(traced, {}, HasValue::no).empty());
  Schema type;
  type.key = test::compiled(R"({"type": "integer"})");
  Violations violations;
  validate_key_and_headers(type, {"x", {}}, HasValue::no, {}, violations);
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
