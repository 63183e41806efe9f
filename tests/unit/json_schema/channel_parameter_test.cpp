// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/channel_parameter.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

namespace thoth::json_schema {
namespace {

struct ReadParameter {
  std::shared_ptr<Documents> documents = std::make_shared<Documents>();
  std::string error;
  TopicParameter parameter;

  [[nodiscard]] std::string values() const {
    std::string all;
    for (const std::string& value : parameter.values) all += (all.empty() ? "" : " ") + value;
    return all;
  }
  [[nodiscard]] bool takes(const std::string& part) const {
    return TopicTemplate("t.{p}", {parameter}, satisfies_parameter).matches("t." + part);
  }
};

/// A parameter p, of AsyncAPI 2 with this schema.
ReadParameter with_schema(const std::string& schema) {
  ReadParameter result;
  const auto root = result.documents->add("test:/a.yaml", "a.yaml", schema);
  if (!root) FAIL(root.error().text());
  Discriminators discriminators(*result.documents, **root);
  auto read = read_parameter("p", (*root)->root, *result.documents, discriminators);
  if (read) result.parameter = *read;
  if (!read) result.error = read.error().text();
  return result;
}

/// A parameter p of AsyncAPI 3.
ReadParameter plain(const std::string& text) {
  ReadParameter result;
  const auto root = result.documents->add("test:/a.yaml", "a.yaml", text);
  if (!root) FAIL(root.error().text());
  auto read = read_parameter("p", (*root)->root);
  if (read) result.parameter = *read;
  if (!read) result.error = read.error().text();
  return result;
}

TEST_CASE("a listed parameter is one of the values that its schema takes") {
  const ReadParameter numbers = with_schema("{type: integer, minimum: 2, enum: [1, 2, 3], examples: [3]}");
  CHECK(numbers.values() == "2 3");
  CHECK(numbers.parameter.example == "3");
  CHECK(numbers.parameter.schema == nullptr);
  CHECK(numbers.takes("2"));
  CHECK_FALSE(numbers.takes("1"));
  CHECK_FALSE(numbers.takes("9"));
  CHECK(with_schema("{enum: [v1.0, true, null, 2.5, [x]]}").values() == "v1.0 true null 2.5");
  CHECK(with_schema("{type: integer, enum: [a]}").values() == "");
  CHECK_FALSE(with_schema("{type: integer, enum: [a]}").takes("a"));
}

TEST_CASE("a parameter that is not listed is held against its schema") {
  const ReadParameter at_least = with_schema("{type: integer, minimum: 0}");
  for (const char* const valid : {"0", "17"}) CHECK(at_least.takes(valid));
  for (const char* const invalid : {"-1", "a", "007", "true"}) CHECK_FALSE(at_least.takes(invalid));
  CHECK(at_least.parameter.example == "1");
  const ReadParameter pattern = with_schema("{type: string, pattern: '^(north|south)$'}");
  CHECK(pattern.takes("north"));
  CHECK_FALSE(pattern.takes("basement"));
  CHECK(pattern.parameter.example == "");
  CHECK(with_schema("{type: string, maxLength: 2}").takes("12"));
  CHECK_FALSE(with_schema("{type: string, maxLength: 2}").takes("123"));
  CHECK(with_schema("{type: boolean}").takes("true"));
  CHECK_FALSE(with_schema("{type: boolean}").takes("yes"));
  CHECK(with_schema("{maximum: 5}").takes("any"));
  CHECK_FALSE(with_schema("{maximum: 5}").takes("6"));
  CHECK(with_schema("{oneOf: [{const: a}, {type: integer}]}").takes("a"));
  CHECK_FALSE(with_schema("{oneOf: [{const: a}, {type: integer}]}").takes("b"));
  CHECK_FALSE(with_schema("false").takes("b"));
}

TEST_CASE("a parameter of which nothing is asked needs no schema") {
  for (const char* const schema : {"{type: string}", "{}", "true", "{type: string, description: Any}"}) {
    CHECK(with_schema(schema).parameter.schema == nullptr);
    CHECK(with_schema(schema).parameter.example == "");
  }
}

TEST_CASE("an example is one that the schema takes and that may be in a topic") {
  CHECK(with_schema("{type: integer, default: 7}").parameter.example == "7");
  CHECK(with_schema("{type: integer, default: x, examples: [a, 8]}").parameter.example == "8");
  CHECK(with_schema("{type: string, default: a.b, examples: [c/d, e]}").parameter.example == "e");
  CHECK(with_schema("{type: integer, minimum: 40}").parameter.example == "40");
  CHECK(with_schema("{const: only}").parameter.example == "only");
}

TEST_CASE("parameters of AsyncAPI 3 list scalars") {
  const ReadParameter listed = plain("{enum: [eu, 2], default: 2}");
  CHECK(listed.values() == "eu 2");
  CHECK(listed.parameter.example == "2");
  CHECK(plain("{examples: [x, y]}").parameter.example == "x");
  CHECK(plain("{enum: 3}").error == "reading the schema a.yaml:1:8: enum must be an array, not the number 3");
  CHECK(plain("{enum: [[]]}").error ==
        "reading the schema a.yaml:1:9: a value of a parameter must be a string, not an array");
  CHECK(plain("{default: {}}").error ==
        "reading the schema a.yaml:1:11: a parameter's default must be a string, not an object");
  CHECK(with_schema("{type: strng}").error.find("a.yaml:1:8: type must be") != std::string::npos);
}

}  // namespace
}  // namespace thoth::json_schema
