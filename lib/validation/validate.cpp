#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "json/describe.hpp"
#include "json/pointer.hpp"
#include "json/utf8.hpp"
#include "json/value_key.hpp"
#include "thoth/nearest.hpp"
#include "thoth/validation.hpp"
#include "validation/numbers.hpp"
#include "validation/validator.hpp"

namespace thoth {
namespace {

Type type_of(json::Kind kind) {
  switch (kind) {
    case json::Kind::null:
      return Type::null;
    case json::Kind::boolean:
      return Type::boolean;
    case json::Kind::number:
      return Type::number;
    case json::Kind::string:
      return Type::string;
    case json::Kind::array:
      return Type::array;
    case json::Kind::object:
      break;
  }
  return Type::object;
}

std::string characters(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

}  // namespace

std::string keyword_location(const Rule& rule, std::string_view keyword) {
  if (rule.location.empty() || keyword.empty()) return rule.location;
  return rule.location + '/' + std::string(keyword);
}

void Evaluated::add(const Evaluated& other) {
  all_ = all_ || other.all_;
  for (std::size_t i = 0; i < other.seen_.size(); ++i) {
    if (other.seen_[i]) add(i);
  }
}

Violations Validator::run(const json::Node& root) {
  // Most messages are valid, and it takes less to find that out than to collect what the branches not taken lack.
  grant_work(root);
  if (schema_.origin == Origin::brought && check(schema_.start, root, nullptr) && work_left_ != 0) return {};
  if (work_left_ == 0) return too_much_work(root);
  grant_work(root);
  Violations violations;
  sink_ = &violations;
  check(schema_.start, root, nullptr);
  sink_ = nullptr;
  if (work_left_ == 0) return too_much_work(root);
  sort_by_place(violations);
  return violations;
}

void Validator::grant_work(const json::Node& root) {
  // What an error cut off has no end.
  const std::size_t size = root.end > root.begin ? root.end - root.begin : 0;
  work_left_ = max_work + max_work_per_byte * size;
}

/// Without a verdict, for alternatives that were not tried could have held, or kept others from it.
Violations Validator::too_much_work(const json::Node& root) {
  Violations violations;
  sink_ = &violations;
  path_.clear();
  report(Code::combination, root, "a value that its schema can judge within bounds", json::describe_kind(root.kind),
         "the schema tries alternatives within alternatives", schema_.root().location);
  sink_ = nullptr;
  return violations;
}

bool Validator::check(RuleId id, const json::Node& node, Evaluated* evaluated) {
  if (work_left_ == 0 || --work_left_ == 0) return false;
  const Rule& rule = schema_.rules[id];
  if (steps_ == max_steps) {
    return !quiet() && report(Code::json_depth, node, "a value that its schema can judge within 2000 steps",
                              json::describe_kind(node.kind), "the schema refers to itself on and on", rule.location);
  }
  const bool enters = resources_.empty() || resources_.back() != rule.resource;
  if (enters) resources_.push_back(rule.resource);
  const Secret outside = std::exchange(secret_, rule.secret == Secret::yes ? rule.secret : secret_);
  ++steps_;
  const bool ok = check_nested(rule, node, evaluated);
  --steps_;
  secret_ = outside;
  if (enters) resources_.pop_back();
  return ok;
}

/// A rule that asks what was evaluated keeps an account of its own: what stands beside it does not count.
bool Validator::check_nested(const Rule& rule, const json::Node& node, Evaluated* evaluated) {
  if (rule.constraints == nullptr || !rule.constraints->asks_what_was_evaluated()) {
    return check_all({rule, node, evaluated});
  }
  Evaluated own;
  const bool ok = check_all({rule, node, &own});
  if (evaluated != nullptr) evaluated->add(own);
  return ok;
}

bool Validator::check_all(const Site& site) {
  // Of a value of the wrong type, nothing else is worth saying.
  if (!has_type(site)) return refuse_type(site);
  bool ok = true;
  if (!goes_on(ok, check_kind(site)) || site.rule.constraints == nullptr) return ok;
  if (!goes_on(ok, check_choices(site)) || !goes_on(ok, check_combinations(site))) return ok;
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
  if (rule.types.has(Type::number) || rule.integers == Integers::by_value || fits_64_bits(node.text)) return true;
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
    const std::uint64_t length = json::utf8::count_characters(text);
    if (all.min_length && length < *all.min_length) {
      ok = refuse(Code::value, site, "minLength", "at least " + characters(*all.min_length));
    }
    if (all.max_length && length > *all.max_length) {
      ok = refuse(Code::value, site, "maxLength", "at most " + characters(*all.max_length));
    }
  }
  if (all.pattern && (ok || !quiet()) && !all.pattern->is_in(text)) {
    ok = refuse(Code::value, site, "pattern", "a string that matches " + all.pattern->text());
  }
  if (all.format && options_.strict == Strict::yes && (ok || !quiet()) && !has_format(text, *all.format)) {
    ok = refuse(Code::value, site, "format", "a string of the format " + std::string(name(*all.format)));
  }
  return ok;
}

bool Validator::check_choices(const Site& site) {
  if (site.rule.constraints->choices.empty()) return true;
  std::string key;
  json::append_value_key(site.node, key);
  bool ok = true;
  for (const Choice& choice : site.rule.constraints->choices) {
    if (choice.keys.contains(key)) continue;
    if (quiet()) return false;
    const bool guess = site.node.kind == json::Kind::string && secret_ == Secret::no && options_.detail == Detail::full;
    auto hint = guess ? nearest(site.node.text, choice.words) : std::nullopt;
    ok = refuse(Code::value, site, choice.keyword, choice.text, std::move(hint).value_or(""));
  }
  return ok;
}

bool Validator::refuse(Code code, const Site& site, std::string_view keyword, std::string expected, std::string hint) {
  if (quiet()) return false;
  return report(code, site.node, std::move(expected), found_in(site.node), std::move(hint),
                keyword_location(site.rule, keyword));
}

bool Validator::refuse_type(const Site& site) {
  if (quiet()) return false;
  if (is_impossible(site.rule) && !site.rule.location.empty()) {
    return refuse(Code::combination, site, "", describe(site.rule.types));
  }
  // Contents that are null are no object at all; a null inside of them was meant to be left out.
  const bool null = site.node.kind == json::Kind::null && !path_.empty();
  return refuse(null ? Code::null : Code::type, site, "type", describe(site.rule.types));
}

bool Validator::report(Code code, const json::Node& node, std::string expected, std::string found, std::string hint,
                       std::string schema) {
  Place place;
  place.offset = node.begin;
  sink_->push_back({code, pointer(), place, std::move(expected), std::move(found), std::move(hint), std::move(schema)});
  return false;
}

std::string Validator::found_in(const json::Node& node) const {
  return secret_ == Secret::yes ? json::describe_kind(node.kind) : json::describe(node);
}

std::string Validator::pointer() const {
  std::string pointer;
  for (const auto& [name, index] : path_) {
    if (name != nullptr) {
      json::append_name(*name, pointer);
    } else {
      json::append_index(index, pointer);
    }
  }
  return pointer;
}

Violations validate(const Schema& schema, const json::Node& value, const ValidationOptions& options) {
  return Validator(schema, options).run(value);
}

}  // namespace thoth
