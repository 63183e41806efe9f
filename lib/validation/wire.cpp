// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include "contract/constraints.hpp"
#include "thoth/applied_rules.hpp"
#include "thoth/validation.hpp"
#include "validation/declared.hpp"

namespace thoth {
namespace {

/// Writes a valid value along its rules. Recursion is bounded: a document is at most json::max_depth deep.
class WireWriter {
 public:
  WireWriter(const Schema& schema, const ValidationOptions& options, std::string& out)
      : schema_(schema), options_(options), out_(out) {}

  void write_root(const json::Node& root) { write(schema_.root(), root, Level::top); }

 private:
  enum class Level : bool { top, inner };

  using Layers = std::vector<const Rule*>;

  void write(const Rule& rule, const json::Node& node, Level level);
  void write_array(const Rule& rule, const json::Node& node);
  [[nodiscard]] Layers layers_of(const Rule& rule, const json::Node& node) const;
  [[nodiscard]] const Rule* rule_of_item(const Layers& layers, std::size_t index) const;
  void write_closed_object(const Rule& rule, const json::Node& node, Level level);
  void write_open_object(const Rule& rule, const json::Node& node, Level level);
  [[nodiscard]] static const Property* declared(const Layers& layers, std::string_view name);
  void write_name(std::string_view name);
  void write_absent(const Property& property, Level level);
  [[nodiscard]] bool has_value_if_absent(const Property& property, Level level) const;

  const Schema& schema_;
  const ValidationOptions& options_;
  std::string& out_;
};

void WireWriter::write(const Rule& rule, const json::Node& node, Level level) {
  if (node.kind == json::Kind::object && !rule.is_free_form()) {
    if (rule.undeclared == Undeclared::drop) return write_closed_object(rule, node, level);
    return write_open_object(rule, node, level);
  }
  if (node.kind == json::Kind::array && (rule.items || rule.constraints)) return write_array(rule, node);
  // An integer is written as its value is, and -0 is 0. Where any number will do, its token is kept.
  const bool integer =
      node.kind == json::Kind::number && !rule.types.has(Type::number) && rule.integers == Integers::of_64_bits;
  if (integer && node.text == "-0") {
    out_.push_back('0');
  } else {
    json::write(node, out_);
  }
}

/// The rules that hold of a value whatever it is, and those that its discriminators choose.
WireWriter::Layers WireWriter::layers_of(const Rule& rule, const json::Node& node) const {
  Layers layers = rules_on_value(schema_, rule, Reach::always);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Constraints* const all = layers[i]->constraints.get();
    const RuleId* const chosen = all == nullptr ? nullptr : chosen_rule(*all, node);
    if (chosen == nullptr) continue;
    for (const Rule* more : rules_on_value(schema_, schema_.rules[*chosen], Reach::always)) {
      if (std::find(layers.begin(), layers.end(), more) == layers.end()) layers.push_back(more);
    }
  }
  return layers;
}

/// What holds of an element, or null where nothing is said of it.
const Rule* WireWriter::rule_of_item(const Layers& layers, std::size_t index) const {
  for (const Rule* layer : layers) {
    const std::size_t prefix = layer->constraints == nullptr ? 0 : layer->constraints->prefix_items.size();
    if (index < prefix) return &schema_.rules[layer->constraints->prefix_items[index]];
    if (layer->items) return &schema_.rules[*layer->items];
  }
  return nullptr;
}

void WireWriter::write_array(const Rule& rule, const json::Node& node) {
  const Layers layers = layers_of(rule, node);
  out_.push_back('[');
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (i != 0) out_.push_back(',');
    if (const Rule* const of_item = rule_of_item(layers, i)) {
      write(*of_item, node.items[i], Level::inner);
    } else {
      json::write(node.items[i], out_);
    }
  }
  out_.push_back(']');
}

void WireWriter::write_name(std::string_view name) {
  if (out_.back() != '{') out_.push_back(',');
  json::write_string(name, out_);
  out_.push_back(':');
}

bool WireWriter::has_value_if_absent(const Property& property, Level level) const {
  if (!property.default_json.empty()) return true;
  return level == Level::top && fill_in_for(schema_, property, options_.fill_ins) != nullptr;
}

void WireWriter::write_absent(const Property& property, Level level) {
  if (!has_value_if_absent(property, level)) return;
  write_name(property.name);
  const FillIn* const fill_in = level == Level::top ? fill_in_for(schema_, property, options_.fill_ins) : nullptr;
  if (fill_in != nullptr) {
    json::write_string(fill_in->value, out_);
  } else {
    out_.append(property.default_json);
  }
}

/// Exactly the declared members, in declaration order.
void WireWriter::write_closed_object(const Rule& rule, const json::Node& node, Level level) {
  std::vector<const json::Node*> values(rule.properties.size(), nullptr);
  Declared declared(rule);
  for (const auto& member : node.members) {
    const std::size_t index = declared.find(member.name);
    if (index != values.size()) values[index] = &member.value;
  }
  out_.push_back('{');
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Property& property = rule.properties[i];
    if (values[i] == nullptr) {
      write_absent(property, level);
      continue;
    }
    write_name(property.name);
    write(schema_.rules[property.rule], *values[i], Level::inner);
  }
  out_.push_back('}');
}

/// The property of that name in the first of the layers that declares it, or null.
const Property* WireWriter::declared(const Layers& layers, std::string_view name) {
  for (const Rule* layer : layers) {
    const std::size_t index = Declared(*layer).find(name);
    if (index != layer->properties.size()) return &layer->properties[index];
  }
  return nullptr;
}

/// All members in the message's own order, then what is filled in, in declaration order.
void WireWriter::write_open_object(const Rule& rule, const json::Node& node, Level level) {
  const Layers layers = layers_of(rule, node);
  out_.push_back('{');
  for (const auto& member : node.members) {
    const Property* const property = declared(layers, member.name);
    write_name(member.name);
    if (property == nullptr) {
      json::write(member.value, out_);
    } else {
      write(schema_.rules[property->rule], member.value, Level::inner);
    }
  }
  std::size_t asked = 0;
  for (const Rule* layer : layers) asked += layer->properties.size();
  LargeObjects large;
  const MemberNames members(node, asked, large);
  for (const Rule* layer : layers) {
    for (const Property& property : layer->properties) {
      if (!has_value_if_absent(property, level) || declared(layers, property.name) != &property) continue;
      if (!members.has(property.name)) write_absent(property, level);
    }
  }
  out_.push_back('}');
}

}  // namespace

void write_wire(const Schema& schema, const json::Node& value, const ValidationOptions& options, std::string& out) {
  WireWriter(schema, options, out).write_root(value);
}

}  // namespace thoth
