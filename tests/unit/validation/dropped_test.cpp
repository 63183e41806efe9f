// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/dropped.hpp"

#include <doctest/doctest.h>

#include <string>

#include "program/builtin_types.hpp"

using namespace thoth;

namespace {

const Schema& schema_of_drops() {
  return *cli::builtin_types().find("thoth.repo-init");
}

std::string names(const std::vector<DroppedMember>& dropped) {
  std::string text;
  for (const DroppedMember& member : dropped) text += std::string(member.name) + ' ';
  return text;
}

}  // namespace

TEST_CASE("members that a typed object does not declare are dropped, and so say both ways to validate") {
  const std::string text =
      R"({"component_name":"c","service_version":"1","verison":"v2","project_url":"u","b":{"c":1}})";
  std::vector<DroppedMember> found;
  find_dropped(schema_of_drops(), json::parse(text).document->root(), found);
  CHECK(names(found) == "verison b ");
  CHECK(found.front().rule == &schema_of_drops().root());
  MessageValidator validator;
  CHECK(names(validator.validate_bytes(&schema_of_drops(), text).dropped) == "verison b ");
  CHECK(names(validator.validate(schema_of_drops(), {text}).dropped) == "verison b ");
  CHECK(names(validator.validate_bytes(&schema_of_drops(), R"({"project_ulr":1})").dropped) == "project_ulr ");
  CHECK(validator.validate_bytes(&schema_of_drops(), R"({"component_name":"c"})").dropped.empty());
  CHECK(validator.validate_bytes(nullptr, text).dropped.empty());
}
