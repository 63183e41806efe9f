// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/facts.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdlib>

#include "comparison/items.hpp"
#include "comparison/negation.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "validation/validator.hpp"

namespace thoth::comparison {
namespace {

void keep_larger(std::optional<std::uint64_t>& known, const std::optional<std::uint64_t>& other) {
  if (other && (!known || *other > *known)) known = other;
}

void keep_smaller(std::optional<std::uint64_t>& known, const std::optional<std::uint64_t>& other) {
  if (other && (!known || *other < *known)) known = other;
}

const std::optional<Bound>& least_of_64_bits() {
  static const std::optional<Bound> bound = Bound{json::Decimal("-9223372036854775808"), "-9223372036854775808"};
  return bound;
}

const std::optional<Bound>& max_of_64_bits() {
  static const std::optional<Bound> bound = Bound{json::Decimal("9223372036854775807"), "9223372036854775807"};
  return bound;
}

TypeSet with_integers(TypeSet types) {
  return types.has(Type::number) ? types | TypeSet(Type::integer) : types;
}

bool satisfies(const View& view, const json::Node& node) {
  const ValidationOptions options;
  return std::all_of(view.rules().begin(), view.rules().end(), [&](RuleId id) {
    return Validator(view.schema(), options).allows(view.schema().rules[id], node);
  });
}

TypeSet type_of(const std::string& json) {
  switch (json.front()) {
    case 'n':
      return Type::null;
    case 't':
    case 'f':
      return Type::boolean;
    case '"':
      return Type::string;
    case '[':
      return Type::array;
    case '{':
      return Type::object;
    default:
      return json::Decimal(json).is_integer() ? TypeSet(Type::integer) : with_integers(Type::number);
  }
}

/// The values that a view allows, where they can be listed.
std::optional<std::vector<std::string>> values_of(const View& view, const Facts& facts) {
  constexpr TypeSet few = Type::null | Type::boolean;
  std::vector<std::string> values;
  if (!facts.choices.empty()) {
    const auto shortest =
        std::min_element(facts.choices.begin(), facts.choices.end(),
                         [](const Choice* a, const Choice* b) { return a->values.size() < b->values.size(); });
    values = (*shortest)->values;
  } else if ((facts.types & few) == facts.types) {
    values = {"null", "true", "false"};
  } else {
    return std::nullopt;
  }
  std::erase_if(
      values, [&](const std::string& value) { return (type_of(value) & facts.types).empty() || !allows(view, value); });
  return values;
}

enum class Toward : std::uint8_t { smaller, larger };

/// The first integer within an end of a range; none where its text is too long for that to be sure.
std::optional<double> first_integer(const Edge& edge, Toward toward) {
  constexpr std::size_t max_text = 15;
  const std::string& text = edge.bound->text;
  if (text.size() > max_text || text.find_first_of("eE") != std::string::npos) return std::nullopt;
  const double bound = std::strtod(text.c_str(), nullptr);
  const double first = toward == Toward::larger ? std::ceil(bound) : std::floor(bound);
  if (first != bound || !edge.exclusive) return first;
  return toward == Toward::larger ? first + 1 : first - 1;
}

}  // namespace

bool is_integer_within_lower(const std::optional<Edge>& known, const Edge& wanted) {
  if (is_within_lower(known, wanted)) return true;
  const auto least = known ? first_integer(*known, Toward::larger) : std::nullopt;
  const auto least_wanted = first_integer(wanted, Toward::larger);
  return least && least_wanted && *least >= *least_wanted;
}

bool is_integer_within_upper(const std::optional<Edge>& known, const Edge& wanted) {
  if (is_within_upper(known, wanted)) return true;
  const auto largest = known ? first_integer(*known, Toward::smaller) : std::nullopt;
  const auto largest_wanted = first_integer(wanted, Toward::smaller);
  return largest && largest_wanted && *largest <= *largest_wanted;
}

bool is_within_lower(const std::optional<Edge>& known, const Edge& wanted) {
  if (!known) return false;
  const auto order = known->bound->value <=> wanted.bound->value;
  return std::is_gt(order) || (std::is_eq(order) && (known->exclusive || !wanted.exclusive));
}

bool is_within_upper(const std::optional<Edge>& known, const Edge& wanted) {
  if (!known) return false;
  const auto order = known->bound->value <=> wanted.bound->value;
  return std::is_lt(order) || (std::is_eq(order) && (known->exclusive || !wanted.exclusive));
}

Facts::Facts(const View& view) : types(view.only()), scopes(scopes_of(view)) {
  for (const RuleId id : view.rules()) add(view.schema(), view.schema().rules[id]);
  values = values_of(view, *this);
  if (!values) return;
  TypeSet of_values;
  for (const std::string& value : *values) of_values = of_values | type_of(value);
  types = types & of_values;
}

void Facts::add(const Schema& schema, const Rule& rule) {
  const TypeSet allowed = with_integers(rule.types);
  types = types & allowed;
  for (const Property& property : rule.properties) {
    if (property.presence == Presence::required) required.insert(property.name);
  }
  const bool plain = rule.integers != Integers::by_value && allowed.has(Type::integer) && !allowed.has(Type::number);
  plain_integers = plain_integers || plain;
  if (rule.constraints != nullptr) {
    add(schema, *rule.constraints);
  } else if (plain && rule.integers == Integers::of_64_bits) {
    add_lower(least_of_64_bits(), false);
    add_upper(max_of_64_bits(), false);
  }
}

void Facts::add(const Schema& schema, const Constraints& all) {
  add_lower(all.minimum, false);
  add_lower(all.exclusive_minimum, true);
  add_upper(all.maximum, false);
  add_upper(all.exclusive_maximum, true);
  if (all.multiple_of) multiples.push_back(&*all.multiple_of);
  keep_larger(min_length, all.min_length);
  keep_smaller(max_length, all.max_length);
  if (all.pattern) patterns.push_back(&*all.pattern);
  if (all.format) formats.insert(name(*all.format));
  keep_larger(min_items, all.min_items);
  keep_smaller(max_items, all.max_items);
  unique_items = unique_items || all.unique_items;
  prefix = std::max(prefix, all.prefix_items.size());
  if (all.contains) add(schema, *all.contains);
  required.insert(all.required.begin(), all.required.end());
  keep_larger(min_properties, all.min_properties);
  keep_smaller(max_properties, all.max_properties);
  if (all.property_names) property_names.push_back(*all.property_names);
  for (const Choice& choice : all.choices) choices.push_back(&choice);
  if (!all.not_rule) return;
  if (auto left = plain_negation(schema, *all.not_rule)) {
    types = types & left->types;
    refused.merge(left->refused);
  }
}

void Facts::add(const Schema& schema, const Contains& wanted) {
  if (asks_nothing(schema.rules[wanted.rule])) {
    if (wanted.least > 0) keep_larger(min_items, wanted.least);
    keep_smaller(max_items, wanted.max);
  } else if (wanted.least > 0 || (wanted.max && !is_impossible(schema.rules[wanted.rule]))) {
    contains.push_back(&wanted);
  }
}

void Facts::add_lower(const std::optional<Bound>& bound, bool exclusive) {
  if (!bound) return;
  const Edge edge{&*bound, exclusive};
  if (!is_within_lower(lower, edge)) lower = edge;
}

void Facts::add_upper(const std::optional<Bound>& bound, bool exclusive) {
  if (!bound) return;
  const Edge edge{&*bound, exclusive};
  if (!is_within_upper(upper, edge)) upper = edge;
}

TypeSet Facts::real_types() const {
  const bool whole =
      std::any_of(multiples.begin(), multiples.end(), [](const Bound* of) { return of->value.is_integer(); });
  if (!whole || !types.has(Type::number)) return types;
  constexpr TypeSet others = Type::null | Type::boolean | Type::integer | Type::string | Type::array | Type::object;
  return types & others;
}

std::uint64_t Facts::least_items() const {
  std::uint64_t least = min_items.value_or(0);
  for (const Contains* wanted : contains) least = std::max(least, wanted->least);
  return least;
}

std::optional<std::set<std::string_view>> Facts::all_names() const {
  for (const Scope& scope : scopes) {
    if (!scope.closed || !scope.patterns.empty()) continue;
    std::set<std::string_view> names;
    for (const auto& [name, rule] : scope.names) names.insert(name);
    return names;
  }
  return std::nullopt;
}

View view_of_member(const View& view, const Facts& facts, std::string_view name) {
  std::vector<RuleId> rules;
  for (const Scope& scope : facts.scopes) scope.append_rules(name, rules);
  const View member(view.schema(), rules);
  return facts.refused.contains(name) ? member.only({}) : member;
}

View view_of_item(const View& view, std::size_t index) {
  std::vector<RuleId> rules;
  for (const RuleId id : view.rules()) {
    const Rule& rule = view.schema().rules[id];
    if (rule.constraints != nullptr && index < rule.constraints->prefix_items.size()) {
      rules.push_back(rule.constraints->prefix_items[index]);
    } else if (rule.items) {
      rules.push_back(*rule.items);
    }
    if (rule.constraints == nullptr || !rule.constraints->unevaluated_items) continue;
    const auto evaluated = evaluated_items(view.schema(), id);
    if (evaluated && index >= *evaluated) rules.push_back(*rule.constraints->unevaluated_items);
  }
  return {view.schema(), rules};
}

std::optional<std::uint64_t> max_items_of(const View& view, const Facts& facts) {
  for (std::size_t i = 0; i <= facts.prefix && i < facts.max_items.value_or(facts.prefix + 1); ++i) {
    if (Facts(view_of_item(view, i)).types.empty()) return i;
  }
  return facts.max_items;
}

bool allows(const View& view, const std::string& json) {
  const json::Parsed parsed = json::parse(json);
  return parsed.document != nullptr && satisfies(view, parsed.document->root());
}

bool allows_name(const View& view, std::string_view name) {
  json::Node node;
  node.kind = json::Kind::string;
  node.text = name;
  return satisfies(view, node);
}

}  // namespace thoth::comparison
