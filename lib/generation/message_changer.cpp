// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/message_changer.hpp"

#include <array>
#include <set>
#include <utility>

#include "contract/constraints.hpp"

namespace thoth::generation {

MessageChanger::MessageChanger(const Schema& schema) {
  for (const Rule& rule : schema.rules) {
    for (const Property& property : rule.properties) names_.emplace_back(property.name);
    if (rule.constraints == nullptr) continue;
    for (const Dependency& dependency : rule.constraints->dependencies) {
      names_.emplace_back(dependency.member);
      names_.insert(names_.end(), dependency.required.begin(), dependency.required.end());
    }
    for (const Choice& choice : rule.constraints->choices) {
      values_.insert(values_.end(), choice.values.begin(), choice.values.end());
    }
    for (const PatternProperties& known : rule.constraints->pattern_properties) {
      if (auto text = PatternText::read(known.pattern.text())) patterns_.push_back(std::move(*text));
    }
  }
}

std::string MessageChanger::changed(std::string text, Random& random) const {
  text = changed_once(text, random);
  return random.below(4) == 0 ? changed_once(text, random) : text;
}

void MessageChanger::add_parts(const json::Node& node, std::vector<Part>& parts) {
  const auto add = [&parts](std::size_t index, std::size_t count, std::size_t begin, std::size_t after_last,
                            std::size_t next, const json::Node& value) {
    if (index > 0) {
      parts.push_back({&value, after_last, value.end});
    } else {
      parts.push_back({&value, begin, count > 1 ? next : value.end});
    }
    add_parts(value, parts);
  };
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    const json::Member& member = node.members[i];
    const std::size_t next = i + 1 < node.members.size() ? node.members[i + 1].begin : 0;
    add(i, node.members.size(), member.begin, i > 0 ? node.members[i - 1].value.end : 0, next, member.value);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const json::Node& item = node.items[i];
    const std::size_t next = i + 1 < node.items.size() ? node.items[i + 1].begin : 0;
    add(i, node.items.size(), item.begin, i > 0 ? node.items[i - 1].end : 0, next, item);
  }
}

std::string MessageChanger::changed_once(const std::string& text, Random& random) const {
  const json::Parsed parsed = json::parse(text);
  if (parsed.document == nullptr) return text;  // a change before this one nested it too deeply
  std::vector<Part> parts{{&parsed.document->root(), 0, 0}};
  add_parts(parsed.document->root(), parts);
  const Part& part = parts[random.below(parts.size())];
  const json::Node& node = *part.node;
  switch (random.below(3)) {
    case 0:
      if (part.begin != part.end) return text.substr(0, part.begin) + text.substr(part.end);
      break;
    case 1:
      return text.substr(0, node.begin) +
             enlarged(node, std::string_view(text).substr(node.begin, node.end - node.begin), random) +
             text.substr(node.end);
    default:
      break;
  }
  return text.substr(0, node.begin) + other_value(random) + text.substr(node.end);
}

/// What can hold more, with more; else another value.
std::string MessageChanger::enlarged(const json::Node& node, std::string_view own, Random& random) const {
  std::string value(own.substr(0, own.size() - 1));
  if (node.kind == json::Kind::string) return value + std::string(1U << random.below(12), '~') + '"';
  const std::size_t count = random.coin() ? 1 : 1 + random.below(4);
  if (node.kind == json::Kind::object) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
      std::string name = other_name(random);
      if (node.find(name) != nullptr || !names.insert(name).second) continue;
      if (value.size() > 1) value += ',';
      value += json::written_string(name) + ':' + other_value(random);
    }
    return value + '}';
  }
  if (node.kind != json::Kind::array) return other_value(random);
  const std::string more = node.items.empty() || random.coin()
                               ? other_value(random)
                               : std::string(own.substr(node.items.back().begin - node.begin,
                                                        node.items.back().end - node.items.back().begin));
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 || !node.items.empty()) value += ',';
    value += more;
  }
  return value + ']';
}

std::string MessageChanger::other_value(Random& random) const {
  static constexpr std::array<std::string_view, 12> others{
      "null",        "true", "1",     "-1e30", "1e30", "9223372036854775808",
      "0.123456789", "\"\"", "\"~\"", "[]",    "{}",   "[null]"};
  if (!values_.empty() && random.coin()) return std::string(values_[random.below(values_.size())]);
  return std::string(others[random.below(others.size())]);
}

std::string MessageChanger::other_name(Random& random) const {
  const std::size_t known = names_.size() + patterns_.size();
  if (known == 0 || random.coin()) return "not declared" + std::string(random.below(3), '!');
  const std::size_t index = random.below(known);
  return index < names_.size() ? std::string(names_[index]) : patterns_[index - names_.size()].make(random);
}

}  // namespace thoth::generation
