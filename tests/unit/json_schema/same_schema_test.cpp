// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/same_schema.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth;
using namespace thoth::json_schema;

namespace {

bool is_same(const std::string& left, const std::string& right) {
  Documents documents;
  const auto one = documents.add("test:/l.json", "l.json", left);
  const auto other = documents.add("test:/r.json", "r.json", right);
  REQUIRE(one);
  REQUIRE(other);
  const bool same = is_same_schema((*one)->root, (*other)->root, documents);
  CHECK(is_same_schema((*other)->root, (*one)->root, documents) == same);
  CHECK(is_same_schema((*one)->root, (*one)->root, documents));
  return same;
}

}  // namespace

TEST_CASE("schemas are the same whatever the order, and whatever only describes") {
  CHECK(is_same(R"({"type":"object","minProperties":1})", R"({"minProperties":1.0,"type":"object"})"));
  CHECK(is_same(R"({"title":"x","enum":[1,2],"required":["a","b"]})", R"({"required":["b","a"],"enum":[2,1]})"));
  CHECK(is_same(R"({"properties":{"a":{"description":"x"},"b":true}})", R"({"properties":{"b":true,"a":{}}})"));
  CHECK(is_same(R"({"items":{"not":{"allOf":[{},false]}}})", R"({"items":{"not":{"allOf":[{"title":"x"},false]}}})"));
  CHECK(is_same("true", "true"));
}

TEST_CASE("schemas that say something else of a value are not") {
  CHECK_FALSE(is_same("true", "false"));
  CHECK_FALSE(is_same(R"({"type":"object"})", R"({"type":"array"})"));
  CHECK_FALSE(is_same(R"({"minimum":1})", R"({"maximum":1})"));
  CHECK_FALSE(is_same(R"({"minimum":1})", "{}"));
  CHECK_FALSE(is_same(R"({"default":1})", "{}"));
  CHECK_FALSE(is_same(R"({"x-secret":true})", "{}"));
  CHECK_FALSE(is_same(R"({"properties":{"description":{"type":"null"}}})", R"({"properties":{"description":{}}})"));
  CHECK_FALSE(is_same(R"({"properties":{"title":{}}})", R"({"properties":{}})"));
  CHECK_FALSE(is_same(R"({"properties":{"a":{}}})", R"({"properties":{"b":{}}})"));
  CHECK_FALSE(is_same(R"({"allOf":[{}]})", R"({"allOf":[{},{}]})"));
  CHECK_FALSE(is_same(R"({"items":{"minimum":1}})", R"({"items":{"minimum":2}})"));
}

TEST_CASE("drafts matter where a keyword is another in each") {
  const auto is_same_in_7 = [](const std::string& keyword) {
    return is_same(R"({"$schema":"http://json-schema.org/draft-07/schema#",)" + keyword + "}", "{" + keyword + "}");
  };
  CHECK(is_same_in_7(R"("type":"object","properties":{"a":{"items":{"type":"null"}}})"));
  CHECK_FALSE(is_same_in_7(R"("items":[true])"));
  CHECK_FALSE(is_same_in_7(R"("prefixItems":[true])"));
  CHECK(is_same_in_7(R"("dependencies":{"a":["b"]})"));
  CHECK_FALSE(is_same_in_7(R"("contains":{},"minContains":2)"));
}

TEST_CASE("references count as what they lead to") {
  CHECK(is_same(R"({"$ref":"#/$defs/x","$defs":{"x":{"type":"null"}}})",
                R"({"$ref":"l.json#/$defs/x","$defs":{"x":{"type":"null"}}})"));
  CHECK(is_same(R"({"items":{"$ref":"#/$defs/x"},"$defs":{"x":{"type":"null"}}})",
                R"({"items":{"type":"null"},"$defs":{"x":{"type":"null"}}})"));
  CHECK_FALSE(
      is_same(R"({"items":{"$ref":"#/$defs/x","minimum":1},"$defs":{"x":{}}})", R"({"items":{},"$defs":{"x":{}}})"));
  CHECK_FALSE(is_same(R"({"items":{"$ref":"#/nowhere"}})", R"({"items":{}})"));
  const std::string list = R"({"properties":{"next":{"$ref":"#"}}})";
  CHECK(is_same(list, list));
  CHECK_FALSE(is_same(list, R"({"properties":{"next":{"$ref":"#"},"more":{}}})"));
}
