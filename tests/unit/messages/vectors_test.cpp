// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "json/token_index.hpp"
#include "support/same_json.hpp"
#include "support/vectors.hpp"
#include "thoth/messages/all.hpp"
#include "thoth/validation.hpp"

using thoth::Code;
using thoth::Violations;
using thoth::test::load_vectors;
using thoth::test::same_json;
using thoth::test::Vector;

namespace {

const thoth::Schema& schema_for(const Vector& vector) {
  const thoth::Schema* schema = thoth::messages::catalog().find(vector.topic);
  REQUIRE_MESSAGE(schema != nullptr, vector.name, " is of an unknown type ", vector.topic);
  return *schema;
}

std::map<std::string, Code> codes_of(const Violations& violations) {
  std::map<std::string, Code> codes;
  for (const auto& violation : violations) codes.emplace(violation.pointer, violation.code);
  return codes;
}

/// Whether they are what the vector says, and no pointer is named twice.
void check_violations(const Vector& vector, const Violations& violations) {
  CAPTURE(vector.name);
  CAPTURE(vector.contents);
  CHECK(codes_of(violations) == vector.violations);
  CHECK(violations.size() == vector.violations.size());
}

void check_wire(const Vector& vector, std::string_view wire) {
  CAPTURE(vector.name);
  CAPTURE(vector.contents);
  CAPTURE(wire);
  CHECK(same_json(wire, vector.wire));
}

std::string strict_wire(const Vector& vector) {
  const auto parsed = thoth::json::parse(vector.contents);
  std::string wire;
  thoth::write_wire(schema_for(vector), parsed.document->root(), {}, wire);
  return wire;
}

template <class M>
void check_typed(const Vector& vector) {
  CAPTURE(vector.name);
  CAPTURE(vector.contents);
  const auto message = thoth::decode<M>(vector.contents, thoth::Versions::any);
  REQUIRE(message.has_value() == vector.valid);
  if (!vector.valid) return check_violations(vector, message.error());
  const auto wire = thoth::encode(*message);
  REQUIRE(wire.has_value());
  CHECK(*wire == strict_wire(vector));
}

}  // namespace

TEST_CASE("vectors: the strict path gives the verdict, the pointers, their codes and the wire form") {
  for (const Vector& vector : load_vectors("public.jsonl")) {
    const auto parsed = thoth::json::parse(vector.contents);
    REQUIRE(parsed.violations.empty());
    const auto violations = thoth::validate(schema_for(vector), parsed.document->root());
    CHECK_MESSAGE(violations.empty() == vector.valid, vector.name);
    check_violations(vector, violations);
    if (vector.valid) check_wire(vector, strict_wire(vector));
  }
}

TEST_CASE("vectors: a judge says the same, with a token index and without") {
  thoth::MessageValidator validator;
  thoth::json::TokenIndex index;
  for (const Vector& vector : load_vectors("public.jsonl")) {
    for (const auto& text : {thoth::json::Text{vector.contents}, thoth::json::index_value(vector.contents, index)}) {
      const auto& result = validator.validate(schema_for(vector), text);
      CHECK_MESSAGE(result.valid() == vector.valid, vector.name);
      check_violations(vector, result.violations);
      if (!vector.valid) continue;
      check_wire(vector, result.wire);
      CHECK_MESSAGE(result.wire == strict_wire(vector), vector.name);
      CHECK_MESSAGE(result.canonical == (result.wire == vector.contents), vector.name);
    }
  }
}

TEST_CASE("vectors: the wire form is its own wire form, untouched") {
  thoth::MessageValidator validator;
  thoth::json::TokenIndex index;
  for (const Vector& vector : load_vectors("public.jsonl")) {
    if (!vector.valid) continue;
    const std::string wire = strict_wire(vector);
    const auto& result = validator.validate(schema_for(vector), thoth::json::index_value(wire, index));
    CHECK_MESSAGE(result.canonical, vector.name);
    CHECK_MESSAGE(result.wire.data() == wire.data(), vector.name);
  }
}

TEST_CASE("vectors: structs are decoded from what is valid alone, and encoded to the wire form") {
  const auto vectors = load_vectors("public.jsonl");
  std::size_t checked = 0;
  thoth::messages::All::for_each([&]<class M>() {
    for (const Vector& vector : vectors) {
      if (vector.topic != thoth::schema_of<M>().topic) continue;
      check_typed<M>(vector);
      ++checked;
    }
  });
  CHECK(checked == vectors.size());
}

TEST_CASE("vectors: what the reference only takes by converting it is refused, at those pointers at least") {
  thoth::MessageValidator validator;
  thoth::json::TokenIndex index;
  for (const Vector& vector : load_vectors("stricter.jsonl")) {
    CAPTURE(vector.name);
    CAPTURE(vector.contents);
    REQUIRE_FALSE(vector.stricter.empty());
    const auto& result = validator.validate(schema_for(vector), thoth::json::index_value(vector.contents, index));
    CHECK_FALSE(result.valid());
    const auto codes = codes_of(result.violations);
    for (const auto& pointer : vector.stricter) CHECK_MESSAGE(codes.count(pointer) == 1, pointer);
  }
}

TEST_CASE("vectors: every known type has valid and invalid ones") {
  std::set<std::string> valid;
  std::set<std::string> invalid;
  for (const Vector& vector : load_vectors("public.jsonl")) (vector.valid ? valid : invalid).insert(vector.topic);
  const auto known = thoth::messages::catalog().topics();
  const std::set<std::string> topics(known.begin(), known.end());
  CHECK(topics.size() == 20);
  CHECK(valid == topics);
  CHECK(invalid == topics);
}
