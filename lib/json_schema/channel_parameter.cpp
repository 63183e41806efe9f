// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/channel_parameter.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "contract/base_topic.hpp"
#include "contract/constraints.hpp"
#include "json/describe.hpp"
#include "json_schema/compiler.hpp"
#include "thoth/applied_rules.hpp"
#include "thoth/validation.hpp"

namespace thoth::json_schema {
namespace {

using json::Kind;
using json::Node;

bool is_scalar(const Node& node) {
  return node.kind != Kind::array && node.kind != Kind::object;
}

/// A scalar as a topic's name has it.
std::string part_of(const Node& node) {
  if (node.kind == Kind::null) return "null";
  if (node.kind == Kind::boolean) return node.truth ? "true" : "false";
  return std::string(node.text);
}

tl::unexpected<Error> refuse(const Spot& spot, const Node& node, std::string_view what, std::string_view expected) {
  return broken(*spot.resource->file, node,
                std::string(what) + " must be " + std::string(expected) + ", not " + json::describe(node));
}

/// Whether a schema asks for something of numbers.
bool bounds_numbers(const Schema& schema) {
  const std::vector<const Rule*> rules = rules_on_value(schema, schema.root(), thoth::Reach::always);
  return std::any_of(rules.begin(), rules.end(), [](const Rule* rule) {
    const Constraints* const all = rule->constraints.get();
    return all != nullptr &&
           (all->minimum || all->maximum || all->exclusive_minimum || all->exclusive_maximum || all->multiple_of);
  });
}

bool takes_any_text(const Schema& schema) {
  const Rule& rule = schema.root();
  return rule.constraints == nullptr && rule.types.has(Type::string);
}

/// The default and the examples that a schema gives.
std::vector<std::string> examples_in(const Node& schema) {
  std::vector<std::string> texts;
  for (const std::string_view keyword : {"default", "examples"}) {
    const Node* const value = schema.find(keyword);
    if (value == nullptr) continue;
    if (is_scalar(*value)) texts.push_back(part_of(*value));
    for (const Node& item : value->items) {
      if (is_scalar(item)) texts.push_back(part_of(item));
    }
  }
  return texts;
}

/// Adds what may satisfy a schema that gives no example.
void add_guesses(const Schema& schema, std::vector<std::string>& texts) {
  texts.insert(texts.end(), {"1", "0", "true"});
  for (const Rule* rule : rules_on_value(schema, schema.root(), thoth::Reach::always)) {
    if (rule->constraints == nullptr) continue;
    const Constraints& all = *rule->constraints;
    for (const auto* bound : {&all.minimum, &all.maximum, &all.multiple_of}) {
      if (*bound) texts.push_back((*bound)->text);
    }
    for (const Choice& choice : all.choices) {
      texts.insert(texts.end(), choice.words.begin(), choice.words.end());
      texts.insert(texts.end(), choice.values.begin(), choice.values.end());
    }
  }
}

}  // namespace

Result<TopicParameter> read_parameter(std::string name, const Spot& spot) {
  TopicParameter parameter{std::move(name), {}, ""};
  for (const std::string_view list : {"enum", "examples"}) {
    const Node* const values = spot.node->find(list);
    if (values == nullptr) continue;
    if (values->kind != Kind::array) return refuse(spot, *values, list, "an array");
    for (const Node& value : values->items) {
      if (!is_scalar(value)) return refuse(spot, value, "a value of a parameter", "a string");
      if (list == "enum") parameter.values.push_back(part_of(value));
    }
    if (list == "examples" && !values->items.empty() && parameter.values.empty()) {
      parameter.example = part_of(values->items.front());
    }
  }
  if (const Node* const value = spot.node->find("default")) {
    if (!is_scalar(*value)) return refuse(spot, *value, "a parameter's default", "a string");
    parameter.example = part_of(*value);
  }
  return parameter;
}

Result<TopicParameter> read_parameter(std::string name, const Spot& schema, Documents& documents,
                                      Discriminators& discriminators) {
  TopicParameter parameter{std::move(name), {}, ""};
  Schema heading;
  heading.topic = parameter.name;
  parameter.schema = THOTH_TRY(Compiler(documents, &discriminators).compile_any(std::move(heading), schema, {schema}));
  const auto takes = [&parameter](const std::string& part) { return satisfies_parameter(*parameter.schema, part); };
  // What is listed is all that may be, dots and all.
  if (const Node* const list = schema.node->find("enum"); list != nullptr && list->kind == Kind::array) {
    for (const Node& item : list->items) {
      if (is_scalar(item) && takes(part_of(item))) parameter.values.push_back(part_of(item));
    }
  }
  std::vector<std::string> examples = examples_in(*schema.node);
  if (!takes(parameter.name)) add_guesses(*parameter.schema, examples);
  const auto example = std::find_if(examples.begin(), examples.end(), [&](const std::string& text) {
    const bool is_listed = std::find(parameter.values.begin(), parameter.values.end(), text) != parameter.values.end();
    return is_listed ||
           (parameter.values.empty() && contract::is_topic(text) && takes(text) && text.find('.') == std::string::npos);
  });
  if (example != examples.end()) parameter.example = *example;
  if (!parameter.values.empty() || takes_any_text(*parameter.schema)) parameter.schema.reset();
  return parameter;
}

bool satisfies_parameter(const Schema& schema, std::string_view part) {
  const auto satisfies = [&schema](const Node& node) { return validate(schema, node).empty(); };
  const json::Parsed read = json::parse(part);
  const bool is_value = read.document != nullptr && is_scalar(read.document->root()) && read.violations.empty();
  if (is_value && satisfies(read.document->root())) return true;
  if (is_value && read.document->root().kind == Kind::number && bounds_numbers(schema)) return false;
  Node text;
  text.kind = Kind::string;
  text.text = part;
  return satisfies(text);
}

}  // namespace thoth::json_schema
