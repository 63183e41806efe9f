// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "thoth/schema.hpp"

namespace thoth::test {

inline Property required(std::string name, RuleId rule, Secret secret = Secret::no) {
  Property property;
  property.name = std::move(name);
  property.rule = rule;
  property.secret = secret;
  return property;
}

inline Property defaulted(std::string name, RuleId rule, std::string default_json) {
  Property property = required(std::move(name), rule);
  property.presence = Presence::defaulted;
  property.default_json = std::move(default_json);
  return property;
}

inline Rule of_type(TypeSet types) {
  Rule rule;
  rule.types = types;
  return rule;
}

enum SampleRule : RuleId {
  contents,
  string,
  integer,
  number,
  nullable_string,
  free_form,
  strings,
  typed,
  typeds,
  open
};

/// One member of each kind that a contract can declare. "open" declares a member and keeps all others.
inline Schema sample_schema() {
  Schema schema;
  schema.topic = "thoth.sample";
  schema.rules.resize(10);
  schema.rules[string] = of_type(Type::string);
  schema.rules[integer] = of_type(Type::integer);
  schema.rules[number] = of_type(Type::number);
  schema.rules[nullable_string] = of_type(Type::string | Type::null);
  schema.rules[free_form] = of_type(Type::object);
  schema.rules[strings] = of_type(Type::array);
  schema.rules[strings].items = string;
  schema.rules[typed] = of_type(Type::object);
  schema.rules[typed].undeclared = Undeclared::drop;
  schema.rules[typed].properties = {required("name", string), defaulted("count", integer, "7")};
  schema.rules[typeds] = of_type(Type::array);
  schema.rules[typeds].items = typed;
  schema.rules[open] = of_type(Type::object);
  schema.rules[open].properties = {required("name", string), defaulted("count", integer, "7"),
                                   defaulted("note", string, "")};
  schema.rules[contents] = of_type(Type::object);
  schema.rules[contents].undeclared = Undeclared::drop;
  schema.rules[contents].properties = {required("title", string),
                                       required("count", integer),
                                       defaulted("ratio", number, "0.5"),
                                       defaulted("origin", nullable_string, "null"),
                                       defaulted("payload", free_form, "{}"),
                                       defaulted("tags", strings, "[]"),
                                       defaulted("child", typed, R"({"name":"","count":7})"),
                                       defaulted("children", typeds, "[]"),
                                       defaulted("open", open, R"({"name":""})")};
  return schema;
}

}  // namespace thoth::test
