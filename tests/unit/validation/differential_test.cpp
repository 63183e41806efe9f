// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "support/json_mutator.hpp"
#include "support/vectors.hpp"
#include "thoth/messages/all.hpp"
#include "thoth/validation.hpp"
#include "unit/validation/comparison.hpp"
#include "unit/validation/sample_schema.hpp"

// One meaning, two ways to it: what a MessageValidator says on the fast path over a token index must be what the strict
// path says, with the same wire bytes.

namespace thoth {
namespace {

using test::all_options;
using test::Comparison;

std::vector<test::Vector> all_vectors() {
  auto vectors = test::load_vectors("public.jsonl");
  for (auto& vector : test::load_vectors("stricter.jsonl")) vectors.push_back(std::move(vector));
  return vectors;
}

constexpr std::array<std::string_view, 9> sample_messages{
    R"({"title":"t","count":1,"ratio":0.5,"origin":null,"payload":{},"tags":[],"child":{"name":"","count":7},"children":[],"open":{"name":""}})",
    R"({ "title" : "\u0041\n" , "count" : -0 , "payload" : { "a" : [ 1.10 , { "b" : [ ] } ] , "c" : "\/" } })",
    R"({"count":9223372036854775807,"title":"","tags":["a","é","\u00e9"],"unknown":{"x":[1,2,{"y":null}]}})",
    R"({"title":"","count":1,"children":[{"name":"a"},{"count":1,"name":"b","x":[{}]},{"name":"c","count":3}]})",
    R"({"title":"","count":1,"open":{"x":1,"name":"n","count":-0},"child":{"count":2,"name":"x"}})",
    R"({"title":"","count":1,"payload":{"a":{"a":{"a":[[[],[]],{},{"":""}]}},"b":1e400,"d":123456789012345678901}})",
    R"({"\u0074itle":"","count":1})",
    R"({"title":"","count":1,"origin":"x","ratio":-1.5e-10,"ratios":[true,false,null]})",
    R"([{"title":"","count":1},[1,2],"x",null])",
};

TEST_CASE("at a glance and closely: the contract vectors, for their type and for none") {
  const auto vectors = all_vectors();
  REQUIRE(vectors.size() > 1000);
  for (const auto& options : all_options()) {
    Comparison comparison(options);
    for (const auto& vector : vectors) {
      comparison.compare(messages::catalog().find(vector.topic), vector.contents);
      comparison.compare(nullptr, vector.contents);
      if (vector.valid) comparison.compare(messages::catalog().find(vector.topic), vector.wire);
    }
    CHECK(comparison.valid() > comparison.compared() / 4);
  }
}

TEST_CASE("at a glance and closely: mutated vectors") {
  const auto vectors = all_vectors();
  test::JsonMutator mutator(20240229);
  for (const auto& options : all_options()) {
    Comparison comparison(options);
    for (int i = 0; i < 15'000; ++i) {
      const auto& vector = vectors[mutator.below(vectors.size())];
      std::string text = vector.valid && mutator.below(2) == 0 ? vector.wire : vector.contents;
      mutator.mutate(text, 1 + mutator.below(2));
      comparison.compare(messages::catalog().find(vector.topic), text);
      comparison.compare(nullptr, text);
    }
    CHECK(comparison.valid() > comparison.compared() / 10);
    CHECK(comparison.valid() < comparison.compared() * 9 / 10);
    CHECK(comparison.passed() > 100);
    CHECK(comparison.passed_in_part() > 0);
  }
}

TEST_CASE("at a glance and closely: mutated contents with members of every kind") {
  const Schema schema = test::sample_schema();
  test::JsonMutator mutator(19991231);
  for (const auto& options : all_options()) {
    Comparison comparison(options);
    for (const auto sample : sample_messages) comparison.compare(&schema, sample);
    for (int i = 0; i < 20'000; ++i) {
      std::string text(sample_messages[mutator.below(sample_messages.size())]);
      mutator.mutate(text, 1 + mutator.below(3));
      comparison.compare(&schema, text);
      comparison.compare(nullptr, text);
    }
    CHECK(comparison.valid() > comparison.compared() / 20);
  }
}

TEST_CASE("at a glance and closely: texts at the edges") {
  const Schema schema = test::sample_schema();
  Comparison comparison{ValidationOptions{}};
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  for (const std::string& text : {nested(999),
                                  nested(1000),
                                  nested(1001),
                                  "{\"title\":\"\",\"count\":1,\"x\":" + nested(999) + "}",
                                  "{\"title\":\"\",\"count\":1,\"x\":" + nested(1000) + "}",
                                  "{\"title\":\"\",\"count\":1,\"payload\":{\"x\":" + nested(998) + "}}",
                                  "{\"title\":\"\",\"count\":1,\"payload\":{\"x\":" + nested(999) + "}}",
                                  std::string(5000, '['),
                                  std::string("{}"),
                                  std::string("[]"),
                                  std::string("0"),
                                  std::string("\"\""),
                                  std::string("{\"a\":1,\"a\":2}"),
                                  std::string("{\"title\":\"\",\"title\":\"\",\"count\":1}"),
                                  std::string("{\"title\":\"\",\"count\":1,\"x\":{\"y\":1,\"y\":2}}"),
                                  std::string("{\"title\":\"\",\"count\":1,\"x\":1,\"x\":2}"),
                                  std::string("{\"title\":\"\",\"count\":1,\"x\":1,\"\\u0078\":2}"),
                                  std::string("{\"title\":\"\\ud800\",\"count\":1}"),
                                  std::string("{\"title\":\"\",\"count\":01}"),
                                  std::string("{\"title\":\"\",\"count\":1 1}"),
                                  std::string("{\"title\":\"\",\"count\":truex}"),
                                  std::string("\xEF\xBB\xBF{\"title\":\"\",\"count\":1}"),
                                  std::string("{\"title\":\"\",\"count\":1}\0", 23),
                                  std::string("{\"title\":\"\"\"x\",\"count\":1}"),
                                  std::string("{\"title\":\"\",\"count\":1}}"),
                                  std::string("{\"title\":\"a\" \"b\",\"count\":1}"),
                                  std::string("{\"title\" \"a\":1,\"count\":1}"),
                                  std::string("{\"title\":\"\",,\"count\":1}"),
                                  std::string("{\"title\":\"\",\"count\":1,}")}) {
    comparison.compare(&schema, text);
    comparison.compare(nullptr, text);
  }
  CHECK(comparison.compared() == 58);
}

}  // namespace
}  // namespace thoth
