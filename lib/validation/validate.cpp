// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "json/describe.hpp"
#include "json/pointer.hpp"
#include "json/value_key.hpp"
#include "thoth/nearest.hpp"
#include "thoth/validation.hpp"
#include "validation/numbers.hpp"
#include "validation/secrets.hpp"
#include "validation/validator.hpp"

namespace thoth {
namespace {

/// How many rules may judge the values of a document, all in all. What goes beyond is a schema whose alternatives
/// double with each level of the message, or a $dynamicRef that leads on and on.
std::size_t max_checks(const Schema& schema, const json::Node& root) {
  if (schema.origin == Origin::declared) return std::numeric_limits<std::size_t>::max();
  const std::size_t bytes = root.end > root.begin ? root.end - root.begin : 0;
  return 1'000'000 + 1'000 * bytes;
}

std::string characters(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

/// Whether a value is among those of a choice. `key` is its key once one was needed.
bool holds_choice(const Choice& choice, const json::Node& node, std::string& key) {
  constexpr std::size_t few = 8;
  if (node.kind == json::Kind::string && choice.words.size() <= few) {
    return std::find(choice.words.begin(), choice.words.end(), node.text) != choice.words.end();
  }
  if (key.empty()) json::append_value_key(node, key);
  return choice.keys.contains(key);
}

}  // namespace

std::string keyword_location(const Rule& rule, std::string_view keyword) {
  if (rule.location.empty() || keyword.empty()) return rule.location;
  return rule.location + '/' + std::string(keyword);
}

void Indices::add(const Indices& other) {
  all_ = all_ || other.all_;
  first_ |= other.first_;
  for (std::size_t i = 0; i < other.far_.size(); ++i) {
    if (other.far_[i]) add_far(i);
  }
}

void Indices::add_far(std::size_t index) {
  if (index >= far_.size()) far_.resize(index + 1, false);
  far_[index] = true;
}

void Validator::run(const json::Node& root, Violations& violations) {
  violations.clear();
  large_objects_.clear();
  checks_left_ = max_checks(schema_, root);
  // Most messages are valid, and it takes less to find that out than to collect what the branches not taken lack.
  if (schema_.origin == Origin::user_defined && check(schema_.start, root, nullptr) && !exhausted_) return;
  if (!exhausted_) {
    sink_ = &violations;
    checks_left_ = max_checks(schema_, root);
    check(schema_.start, root, nullptr);
    sink_ = nullptr;
  }
  // What did not end is neither true nor false, so that nothing around it can be relied on.
  if (exhausted_) violations = {*exhausted_};
  conceal(schema_, violations);
  sort_by_place(violations);
}

bool Validator::accepts(RuleId rule, const json::Node& part, std::span<const std::uint32_t> resources) {
  resources_.assign(resources.begin(), resources.end());
  exhausted_.reset();
  large_objects_.clear();
  checks_left_ = max_checks(schema_, part);
  return check(rule, part, nullptr) && !exhausted_;
}

/// Ends a validating that would go on and on.
bool Validator::exhaust(const Rule& rule, const json::Node& node) {
  if (exhausted_) return false;
  Violation reason;
  reason.code = Code::json_depth;
  reason.expected = "a value that its schema can validate in bounded time";
  reason.found = json::describe_kind(node.kind);
  reason.hint = "the schema refers to itself, or nests alternatives, without end";
  reason.schema = rule.location;
  return exhaust(std::move(reason), node);
}

/// The same for a reason that lacks only where the value is.
bool Validator::exhaust(Violation reason, const json::Node& node) {
  if (exhausted_) return false;
  reason.place.offset = node.begin;
  append_pointer(reason.pointer);
  exhausted_ = std::move(reason);
  return false;
}

/// Where a match takes too long, the value that it decides on fails, whatever combines the rules around it.
bool Validator::exhaust_match(const Site& site, std::string_view keyword, std::string expected, const json::Node& node,
                              std::string found) {
  Violation reason;
  reason.code = Code::value;
  reason.expected = std::move(expected);
  reason.found = std::move(found);
  reason.hint = "could not be decided within " + std::to_string(Backtracking::max_steps) + " steps";
  reason.schema = keyword_location(site.rule, keyword);
  return exhaust(std::move(reason), node);
}

bool Validator::check(RuleId id, const json::Node& node, Indices* evaluated) {
  const Rule& rule = schema_.rules[id];
  if (steps_ == max_steps || checks_left_ == 0 || exhausted_) return exhaust(rule, node);
  --checks_left_;
  const bool enters = !schema_.dynamic_anchors.empty() && (resources_.empty() || resources_.back() != rule.resource);
  if (enters) resources_.push_back(rule.resource);
  ++steps_;
  const bool ok = check_nested(rule, node, evaluated);
  --steps_;
  if (enters) resources_.pop_back();
  return ok;
}

/// A rule that asks what was evaluated keeps an account of its own: what stands beside it does not count.
bool Validator::check_nested(const Rule& rule, const json::Node& node, Indices* evaluated) {
  if (rule.constraints == nullptr || !rule.constraints->asks_what_was_evaluated()) {
    return check_all({rule, node, evaluated});
  }
  Indices own;
  const bool ok = check_all({rule, node, &own});
  if (evaluated != nullptr) evaluated->add(own);
  return ok;
}

bool Validator::check_all(const Site& site) {
  // Of a value of the wrong type, nothing else is worth saying.
  if (!has_type(site)) return refuse_type(site);
  bool ok = true;
  if (!goes_on(ok, check_kind(site)) || site.rule.constraints == nullptr) return ok;
  const Constraints& all = *site.rule.constraints;
  if (!all.choices.empty() && !goes_on(ok, check_choices(site))) return ok;
  if (all.combine && !goes_on(ok, check_combinations(site))) return ok;
  // No rule that asks what was evaluated is without an account of it.
  if (site.evaluated == nullptr) return ok;
  if (site.node.kind == json::Kind::object) goes_on(ok, check_unevaluated_members(site));
  if (site.node.kind == json::Kind::array) goes_on(ok, check_unevaluated_items(site));
  return ok;
}

bool Validator::has_type(const Site& site) {
  const TypeSet types = site.rule.types;
  if (site.node.kind != json::Kind::number || types.has(Type::number)) return types.has(type_of(site.node.kind));
  if (!types.has(Type::integer)) return false;
  const std::string_view token = site.node.text;
  return is_integer(token) || (site.rule.integers == Integers::by_value && json::Decimal(token).is_integer());
}

bool Validator::check_kind(const Site& site) {
  switch (site.node.kind) {
    case json::Kind::object:
      return check_object(site);
    case json::Kind::array:
      return check_array(site);
    case json::Kind::string:
      return check_string(site);
    case json::Kind::number:
      return check_number(site);
    default:
      return true;
  }
}

bool Validator::check_number(const Site& site) {
  const auto& [rule, node, evaluated] = site;
  if (rule.constraints != nullptr) return check_bounds(site);
  if (rule.types.has(Type::number) || rule.integers != Integers::of_64_bits || fits_64_bits(node.text)) return true;
  const bool negative = node.text.front() == '-';
  return refuse(Code::range, site, "type", negative ? "at least -9223372036854775808" : "at most 9223372036854775807");
}

bool Validator::check_bounds(const Site& site) {
  const Constraints& all = *site.rule.constraints;
  if (!all.minimum && !all.maximum && !all.exclusive_minimum && !all.exclusive_maximum && !all.multiple_of) return true;
  const json::Decimal value(site.node.text);
  bool ok = true;
  const auto bound = [&](const std::optional<Bound>& known, bool holds, std::string_view keyword, const char* words) {
    if (!known || holds) return;
    ok = refuse(Code::range, site, keyword, words + known->text);
  };
  bound(all.minimum, all.minimum && value >= all.minimum->value, "minimum", "at least ");
  bound(all.maximum, all.maximum && value <= all.maximum->value, "maximum", "at most ");
  bound(all.exclusive_minimum, all.exclusive_minimum && value > all.exclusive_minimum->value, "exclusiveMinimum",
        "more than ");
  bound(all.exclusive_maximum, all.exclusive_maximum && value < all.exclusive_maximum->value, "exclusiveMaximum",
        "less than ");
  bound(all.multiple_of, all.multiple_of && value.is_multiple_of(all.multiple_of->value), "multipleOf",
        "a multiple of ");
  return ok;
}

bool Validator::check_string(const Site& site) {
  if (site.rule.constraints == nullptr) return true;
  const Constraints& all = *site.rule.constraints;
  const std::string_view text = site.node.text;
  bool ok = true;
  if (all.min_length || all.max_length) {
    const std::uint64_t length = utf8::count_characters(text);
    if (all.min_length && length < *all.min_length) {
      ok = refuse(Code::value, site, "minLength", "at least " + characters(*all.min_length));
    }
    if (all.max_length && length > *all.max_length) {
      ok = refuse(Code::value, site, "maxLength", "at most " + characters(*all.max_length));
    }
  }
  if (all.pattern && (ok || !quiet()) && !check_pattern(site)) ok = false;
  const bool asks_for_format = all.format && (all.asserts_format || options_.strict == Strict::yes);
  if (asks_for_format && (ok || !quiet()) && !has_format(text, *all.format)) {
    ok = refuse(Code::value, site, "format", "a string of the format " + std::string(name(*all.format)));
  }
  return ok;
}

bool Validator::check_pattern(const Site& site) {
  const Pattern& pattern = *site.rule.constraints->pattern;
  const Match match = pattern.match(site.node.text);
  if (match == Match::yes) return true;
  const std::string expected = "a string that matches " + pattern.text();
  if (match == Match::no) return refuse(Code::value, site, "pattern", expected);
  return exhaust_match(site, "pattern", expected, site.node, json::describe(site.node));
}

bool Validator::check_choices(const Site& site) {
  std::string key;
  bool ok = true;
  for (const Choice& choice : site.rule.constraints->choices) {
    if (holds_choice(choice, site.node, key)) continue;
    if (quiet()) return false;
    const bool guess = site.node.kind == json::Kind::string && options_.detail == Detail::full;
    auto hint = guess && takes_suggestion() ? nearest(site.node.text, choice.words) : std::nullopt;
    ok = refuse(Code::value, site, choice.keyword, choice.text, std::move(hint).value_or(""));
  }
  return ok;
}

bool Validator::refuse(Code code, const Site& site, std::string_view keyword, std::string expected, std::string hint) {
  if (quiet()) return false;
  if (counts()) return count(code, site.node, keyword_location(site.rule, keyword));
  return report(code, site.node, std::move(expected), json::describe(site.node), std::move(hint),
                keyword_location(site.rule, keyword));
}

bool Validator::refuse_type(const Site& site) {
  if (quiet()) return false;
  if (is_impossible(site.rule) && !site.rule.location.empty()) {
    return refuse(Code::combination, site, "", describe(site.rule.types));
  }
  // Contents that are null are no object at all; a null inside of them was meant to be left out.
  const bool null = site.node.kind == json::Kind::null && !path_.empty();
  return refuse(null ? Code::null : Code::type, site, "type", counts() ? std::string() : describe(site.rule.types));
}

bool Validator::report(Code code, const json::Node& node, std::string expected, std::string found, std::string hint,
                       std::string schema) {
  count(code, node, std::move(schema));
  Violation& violation = sink_->back();
  violation.expected = std::move(expected);
  violation.found = std::move(found);
  violation.hint = std::move(hint);
  return false;
}

/// Reports without words.
bool Validator::count(Code code, const json::Node& node, std::string schema) {
  Violation& violation = sink_->emplace_back();
  violation.code = code;
  violation.place.offset = node.begin;
  violation.schema = std::move(schema);
  append_pointer(violation.pointer);
  return false;
}

void Validator::append_pointer(std::string& pointer) const {
  for (const auto& [name, index] : path_) {
    if (name != nullptr) {
      json::append_name(*name, pointer);
    } else {
      json::append_index(index, pointer);
    }
  }
}

Violations validate(const Schema& schema, const json::Node& value, const ValidationOptions& options) {
  Violations violations;
  Validator(schema, options).run(value, violations);
  return violations;
}

void validate(const Schema& schema, const json::Node& value, const ValidationOptions& options, Violations& violations,
              std::vector<DroppedMember>& dropped) {
  dropped.clear();
  // Schemas that users bring drop nothing.
  Validator(schema, options, schema.origin == Origin::declared ? &dropped : nullptr).run(value, violations);
}

}  // namespace thoth
