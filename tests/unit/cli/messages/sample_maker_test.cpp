// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/sample_maker.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

constexpr const char* order = R"({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}})";
constexpr const char* anything = "{}";

Schema type_of(const std::string& contents, const char* key, const char* headers) {
  Schema type = *test::compiled(contents);
  type.topic = "orders";
  if (key != nullptr) type.key = test::compiled(key);
  if (headers != nullptr) {  // as they are of any catalog
    auto object = std::make_shared<Schema>(*test::compiled(headers));
    object->rules[object->start].types = Type::object;
    type.headers = std::move(object);
  }
  return type;
}

/// Everything that a sample breaks, validated as a record is.
Violations validated(const Schema& type, const Sample& sample) {
  const json::Parsed parsed = json::parse(sample.contents);
  REQUIRE(parsed.document != nullptr);
  Violations all = validate(type, parsed.document->root());
  KeyAndHeadersValidator({}).validate(type, {sample.rest.key, sample.rest.headers}, HasValue::yes, all);
  return all;
}

struct Counts {
  int contents = 0;
  int key = 0;
  int headers = 0;
};

/// Makes samples that are broken, each of which must break what it says, and one rule; tells which parts they break.
Counts broken_parts(const Schema& type, std::uint64_t seed, int count) {
  SampleMaker maker(type, seed);
  Counts counts;
  for (int i = 0; i < count; ++i) {
    const auto sample = maker.broken();
    if (!sample) FAIL(sample.error().text());
    const Violations found = validated(type, *sample);
    REQUIRE(!sample->violations.empty());
    CHECK(found.size() == sample->violations.size());
    const auto leads_to = [&](std::string_view start) {
      return std::any_of(found.begin(), found.end(),
                         [start](const Violation& one) { return one.pointer.starts_with(start); });
    };
    const bool is_key = leads_to("#key");
    const bool is_header = leads_to("#headers/");
    ++(is_key ? counts.key : is_header ? counts.headers : counts.contents);
    CHECK(!(is_key && is_header));
    CHECK(found.back().pointer == sample->violations.back().pointer);
  }
  return counts;
}

}  // namespace

TEST_CASE("samples that are broken break the contents, the key or a header, in turn") {
  const std::vector<const char*> keys{
      R"({"type": "string"})",
      R"({"type": "string", "pattern": "^[a-z]{2,9}$"})",
      R"({"type": "integer", "minimum": 1})",
      R"({"enum": ["a", "b", 3]})",
      R"({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}})",
      R"({"anyOf": [{"type": "string", "maxLength": 3}, {"type": "boolean"}]})",
      R"({"not": {"type": "null"}})"};
  const std::vector<const char*> headers{
      R"({"required": ["trace"], "properties": {"trace": {"type": "string", "minLength": 4}, "n": {"type": "integer"}}})",
      R"({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"enum": [1, 2]}}})",
      R"({"properties": {"a": {"type": "string"}}})",
      R"({"properties": {"a": {"type": "boolean"}}, "additionalProperties": false})",
      R"({"minProperties": 1, "additionalProperties": {"type": "integer"}})"};
  for (const char* key : keys) {
    for (const char* header : headers) {
      CAPTURE(std::string(key));
      CAPTURE(std::string(header));
      const Counts counts = broken_parts(type_of(order, key, header), 3, 12);
      CHECK(counts.contents == 4);
      CHECK(counts.key == 4);
      CHECK(counts.headers == 4);
    }
  }
}

TEST_CASE("the seed chooses which part is broken first") {
  const Schema type = type_of(order, R"({"type": "integer"})", R"({"required": ["trace"]})");
  Counts counts;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const Counts first = broken_parts(type, seed, 1);
    counts.contents += first.contents;
    counts.key += first.key;
    counts.headers += first.headers;
  }
  CHECK(counts.contents > 3);
  CHECK(counts.key > 3);
  CHECK(counts.headers > 3);
}

TEST_CASE("a part that cannot be broken is left out") {
  CHECK(broken_parts(type_of(order, anything, R"({"required": ["trace"]})"), 1, 10).headers == 5);
  CHECK(broken_parts(type_of(order, R"({"type": "integer"})", anything), 1, 10).key == 5);
  CHECK(broken_parts(type_of(anything, R"({"type": "integer"})", anything), 1, 10).key == 10);
  CHECK_FALSE(SampleMaker(type_of(anything, anything, anything), 1).broken());
}

TEST_CASE("samples that are valid have a valid key and valid headers, and a seed makes the same again") {
  const Schema type =
      type_of(order, R"({"type": "integer", "minimum": 1})",
              R"({"required": ["n"], "properties": {"n": {"type": "integer"}, "s": {"type": "string"}}})");
  SampleMaker maker(type, 5);
  SampleMaker again(type, 5);
  for (int i = 0; i < 50; ++i) {
    const auto sample = maker.valid();
    REQUIRE(sample);
    CHECK(validated(type, *sample).empty());
    CHECK(again.valid()->contents == sample->contents);
    const auto broken = maker.broken();
    const auto same = again.broken();
    CHECK((broken->contents == same->contents && broken->rest.key == same->rest.key &&
           broken->rest.headers == same->rest.headers));
  }
}
