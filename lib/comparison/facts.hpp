// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "comparison/scope.hpp"
#include "comparison/view.hpp"
#include "contract/constraints.hpp"

namespace thoth::comparison {

/// An end of a range of numbers.
struct Edge {
  const Bound* bound = nullptr;
  bool exclusive = false;
};

/// Whether a lower, or upper, end lets nothing through that another does not.
[[nodiscard]] bool is_within_lower(const std::optional<Edge>& known, const Edge& wanted);
[[nodiscard]] bool is_within_upper(const std::optional<Edge>& known, const Edge& wanted);

/// The same where only integers count: an integer above 0 is at least 1.
[[nodiscard]] bool is_integer_within_lower(const std::optional<Edge>& known, const Edge& wanted);
[[nodiscard]] bool is_integer_within_upper(const std::optional<Edge>& known, const Edge& wanted);

/// What the rules of a view ask for, put together: of several bounds the tightest. The view's schema must outlive this.
struct Facts {
  explicit Facts(const View& view);

  TypeSet types;                ///< of which `number` takes `integer` along
  bool plain_integers = false;  ///< 1.0 is not one
  std::optional<Edge> lower;
  std::optional<Edge> upper;
  std::vector<const Bound*> multiples;

  std::optional<std::uint64_t> min_length;
  std::optional<std::uint64_t> max_length;
  std::vector<const Pattern*> patterns;
  std::set<std::string_view> formats;

  std::optional<std::uint64_t> min_items;
  std::optional<std::uint64_t> max_items;
  bool unique_items = false;
  std::size_t prefix = 0;                 ///< how many elements may have rules of their own
  std::vector<const Contains*> contains;  ///< those of any element are in min_items and max_items

  std::set<std::string_view> required;
  std::set<std::string_view> refused;  ///< members that `not` rules out
  std::optional<std::uint64_t> min_properties;
  std::optional<std::uint64_t> max_properties;
  std::vector<Scope> scopes;
  std::vector<RuleId> property_names;

  std::vector<const Choice*> choices;
  /// All values there are, as JSON, where they are listed or few.
  std::optional<std::vector<std::string>> values;

  /// The types of values once multipleOf is considered: a multiple of an integer is one.
  [[nodiscard]] TypeSet real_types() const;
  /// How many elements there are at least, those of `contains` among them.
  [[nodiscard]] std::uint64_t least_items() const;
  /// The names of all members that an object may have, where they are listed.
  [[nodiscard]] std::optional<std::set<std::string_view>> all_names() const;

 private:
  void add(const Schema& schema, const Rule& rule);
  void add(const Schema& schema, const Constraints& all);
  void add(const Schema& schema, const Contains& wanted);
  void add_lower(const std::optional<Bound>& bound, bool exclusive);
  void add_upper(const std::optional<Bound>& bound, bool exclusive);
};

/// The rules for an object's member.
[[nodiscard]] View view_of_member(const View& view, const Facts& facts, std::string_view name);
/// The rules for an array's element; an index from Facts::prefix on means all from there.
[[nodiscard]] View view_of_item(const View& view, std::size_t index);
/// How many elements an array may have at most; none: any number.
[[nodiscard]] std::optional<std::uint64_t> max_items_of(const View& view, const Facts& facts);

/// Whether a JSON text satisfies all rules of a view, as a value or as a member's name.
[[nodiscard]] bool allows(const View& view, const std::string& json);
[[nodiscard]] bool allows_name(const View& view, std::string_view name);

}  // namespace thoth::comparison
