#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "json/describe.hpp"
#include "json/describe_token.hpp"
#include "json/pointer.hpp"
#include "thoth/nearest.hpp"
#include "thoth/validation.hpp"
#include "validation/declared.hpp"
#include "validation/numbers.hpp"

namespace thoth {
namespace {

/// Walks a value along its rules. Recursion is bounded: a document is at most json::max_depth deep.
class Validator {
 public:
  Validator(const Schema& schema, const ValidationOptions& options) : schema_(schema), options_(options) {}

  Violations run(const json::Node& root) {
    check(schema_.root(), root, Secret::no);
    return std::move(violations_);
  }

 private:
  /// A step from a container to one of its elements: into an array if `name` is null.
  struct Step {
    const std::string_view* name;
    std::size_t index;
  };

  void check(const Rule& rule, const json::Node& node, Secret secret);
  void check_number(const Rule& rule, const json::Node& node, Secret secret);
  void check_object(const Rule& rule, const json::Node& node, Secret secret);
  void check_members(const Rule& rule, const json::Node& node, Secret secret);
  void check_items(const Rule& rule, const json::Node& node, Secret secret);
  void report_missing(const Rule& rule, const json::Node& object);
  void report_unknown(const Rule& rule, const json::Member& member);
  void report(Code code, const json::Node& node, std::string expected, std::string found, std::string hint = {});
  void report_type(const Rule& rule, const json::Node& node, Secret secret);
  [[nodiscard]] bool lacks(const Property& property, const json::Node& object) const;
  [[nodiscard]] std::string pointer() const;

  const Schema& schema_;
  const ValidationOptions& options_;
  std::vector<Step> path_;
  Violations violations_;
};

std::string found_in(const json::Node& node, Secret secret) {
  return secret == Secret::yes ? json::describe_kind(node.kind) : json::describe(node);
}

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

void Validator::check(const Rule& rule, const json::Node& node, Secret secret) {
  if (node.kind == json::Kind::number) return check_number(rule, node, secret);
  if (!rule.types.has(type_of(node.kind))) return report_type(rule, node, secret);
  if (node.kind == json::Kind::object) check_object(rule, node, secret);
  if (node.kind == json::Kind::array && rule.items) check_items(schema_.rules[*rule.items], node, secret);
}

void Validator::check_number(const Rule& rule, const json::Node& node, Secret secret) {
  if (rule.types.has(Type::number)) return;
  if (!rule.types.has(Type::integer) || !is_integer(node.text)) return report_type(rule, node, secret);
  if (fits_64_bits(node.text)) return;
  const bool negative = node.text.front() == '-';
  report(Code::range, node, negative ? "at least -9223372036854775808" : "at most 9223372036854775807",
         found_in(node, secret));
}

void Validator::check_object(const Rule& rule, const json::Node& node, Secret secret) {
  if (rule.is_free_form()) return;
  const bool cut_off = node.end == 0;
  if (!cut_off) report_missing(rule, node);
  check_members(rule, node, secret);
}

void Validator::check_members(const Rule& rule, const json::Node& node, Secret secret) {
  Declared declared(rule);
  for (const auto& member : node.members) {
    const std::size_t index = declared.find(member.name);
    path_.push_back({&member.name, 0});
    if (index != rule.properties.size()) {
      const Property& property = rule.properties[index];
      check(schema_.rules[property.rule], member.value, secret == Secret::yes ? secret : property.secret);
    } else if (rule.undeclared == Undeclared::drop && options_.strict == Strict::yes) {
      report_unknown(rule, member);
    }
    path_.pop_back();
  }
}

void Validator::check_items(const Rule& rule, const json::Node& node, Secret secret) {
  path_.push_back({nullptr, 0});
  for (const auto& item : node.items) {
    check(rule, item, secret);
    ++path_.back().index;
  }
  path_.pop_back();
}

bool Validator::lacks(const Property& property, const json::Node& object) const {
  if (property.presence != Presence::required || object.find(property.name) != nullptr) return false;
  return !path_.empty() || fill_in_for(schema_, property, options_.fill_ins) == nullptr;
}

void Validator::report_missing(const Rule& rule, const json::Node& object) {
  for (const auto& property : rule.properties) {
    if (!lacks(property, object)) continue;
    const std::string_view name = property.name;
    path_.push_back({&name, 0});
    report(Code::missing, object, describe(schema_.rules[property.rule].types), "");
    path_.pop_back();
  }
}

void Validator::report_unknown(const Rule& rule, const json::Member& member) {
  if (options_.detail == Detail::count) return report(Code::unknown_member, member.value, {}, {});
  std::vector<std::string_view> names;
  names.reserve(rule.properties.size());
  for (const auto& property : rule.properties) names.push_back(property.name);
  auto hint = nearest(member.name, std::span<const std::string_view>(names));
  report(Code::unknown_member, member.value, "a declared member", json::describe_name(member.name),
         std::move(hint).value_or(""));
}

void Validator::report_type(const Rule& rule, const json::Node& node, Secret secret) {
  // Contents that are null are no object at all; a null inside of them was meant to be left out.
  const bool null = node.kind == json::Kind::null && !path_.empty();
  report(null ? Code::null : Code::type, node, describe(rule.types), found_in(node, secret));
}

void Validator::report(Code code, const json::Node& node, std::string expected, std::string found, std::string hint) {
  Place place;
  place.offset = node.begin;
  violations_.push_back({code, pointer(), place, std::move(expected), std::move(found), std::move(hint)});
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

}  // namespace

Violations validate(const Schema& schema, const json::Node& value, const ValidationOptions& options) {
  return Validator(schema, options).run(value);
}

}  // namespace thoth
