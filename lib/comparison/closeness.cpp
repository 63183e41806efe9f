// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/closeness.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "comparison/implication.hpp"

namespace thoth::comparison {
namespace {

/// What a shared name of the schema, a shared member and a value that both could be are worth.
constexpr std::size_t for_name = 1000;
constexpr std::size_t for_members = 1000;  // if all are shared
constexpr std::size_t for_overlap = 100;

/// The name of a schema that stands among others: "Address" of "FILE#/$defs/Address"; else empty.
std::string_view name_in(std::string_view location) {
  static constexpr std::array<std::string_view, 4> homes{"/$defs", "/definitions", "/schemas", "/messages"};
  const auto last = location.rfind('/');
  if (last == std::string_view::npos) return {};
  const std::string_view home = location.substr(0, last);
  const bool known =
      std::any_of(homes.begin(), homes.end(), [home](std::string_view one) { return home.ends_with(one); });
  return known ? location.substr(last + 1) : std::string_view();
}

struct Names {
  explicit Names(const View& view) {
    for (const RuleId id : view.rules()) {
      const Rule& rule = view.schema().rules[id];
      if (const auto name = name_in(rule.location); !name.empty()) schemas.insert(name);
      for (const Property& property : rule.properties) members.insert(property.name);
    }
  }
  std::set<std::string_view> schemas;
  std::set<std::string_view> members;
};

std::size_t count_shared(const std::set<std::string_view>& a, const std::set<std::string_view>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&b](std::string_view name) { return b.contains(name); }));
}

}  // namespace

std::size_t closeness(const View& a, const View& b) {
  const Names of_a(a);
  const Names of_b(b);
  std::size_t close = count_shared(of_a.schemas, of_b.schemas) > 0 ? for_name : 0;
  const std::size_t shared = count_shared(of_a.members, of_b.members);
  const std::size_t all = of_a.members.size() + of_b.members.size() - shared;
  if (all > 0) close += for_members * shared / all;
  return close > 0 && !are_disjoint(a, b) ? close + for_overlap : close;
}

std::set<std::size_t> unmatched(const std::vector<View>& many, const std::vector<View>& few) {
  std::set<std::size_t> left;
  for (std::size_t i = 0; i < many.size(); ++i) left.insert(i);
  for (const View& one : few) {
    std::size_t best = many.size();
    std::size_t most = 0;
    for (const std::size_t i : left) {
      const std::size_t close = closeness(many[i], one);
      if (best != many.size() && close <= most) continue;
      best = i;
      most = close;
    }
    left.erase(best);
  }
  return left;
}

}  // namespace thoth::comparison
