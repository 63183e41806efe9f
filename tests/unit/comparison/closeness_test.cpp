// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/closeness.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

View view(const SchemaPtr& schema) {
  return {*schema, {schema->start}};
}

TEST_CASE("objects that share members are close, the more so the more they share") {
  const auto one = test::compiled(R"({"properties": {"a": {}, "b": {}}})");
  const auto same = test::compiled(R"({"properties": {"b": {}, "a": {}}})");
  const auto half = test::compiled(R"({"properties": {"a": {}, "c": {}}})");
  const auto other = test::compiled(R"({"properties": {"x": {}}})");
  CHECK(closeness(view(one), view(same)) > closeness(view(one), view(half)));
  CHECK(closeness(view(one), view(half)) > 0);
  CHECK(closeness(view(one), view(other)) == 0);
}

TEST_CASE("schemas of one name are close, whatever their members") {
  const auto old = test::compiled(R"({"$ref": "#/$defs/Address", "$defs": {"Address": {"properties": {"a": {}}}}})");
  const auto now = test::compiled(R"({"$ref": "#/$defs/Address", "$defs": {"Address": {"properties": {"x": {}}}}})");
  CHECK(closeness(view(old), view(now)) > 0);
}

TEST_CASE("those that are not the closest to any are left") {
  const auto first = test::compiled(R"({"properties": {"x": {}}})");
  const auto second = test::compiled(R"({"properties": {"a": {}, "b": {}}})");
  const auto third = test::compiled(R"({"properties": {"a": {}}})");
  CHECK(unmatched({view(first), view(second), view(third)}, {view(third)}) == std::set<std::size_t>{0, 1});
  CHECK(unmatched({view(first)}, {view(third)}).empty());
}

}  // namespace
}  // namespace thoth::comparison
