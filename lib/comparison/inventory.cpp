// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/inventory.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "comparison/below.hpp"
#include "comparison/facts.hpp"
#include "comparison/finding.hpp"

namespace thoth::comparison {
namespace {

using Members = std::map<std::string_view, const Property*>;

/// How many values within each other are looked at.
constexpr std::size_t deepest = 200;

/// How many scopes are looked at for members, and elements, all in all.
constexpr std::size_t max_work = 50'000'000;

/// How many cases of a value are looked at.
constexpr std::size_t max_kinds = 64;

/// What stands for a part of a contract that it says nothing of.
constexpr const char* nothing = "none";

std::string or_nothing(const std::string& text) {
  return text.empty() ? nothing : text;
}

/// A value as one contract has it: views of which one holds, such as an object and null.
using Kinds = std::vector<View>;

/// Adds the cases of a view that are not among the kinds.
void add_cases(const View& view, Kinds& kinds) {
  for (const View& one : cases_of(view)) {
    const bool known =
        std::any_of(kinds.begin(), kinds.end(), [&one](const View& kind) { return !(kind < one) && !(one < kind); });
    if (!known && kinds.size() < max_kinds) kinds.push_back(one);
  }
}

/// What one contract says of a value.
struct Side {
  struct Kind {
    explicit Kind(const View& of) : view(of), facts(of) {}
    View view;
    Facts facts;
  };

  explicit Side(const Kinds& of) : kinds(of.begin(), of.end()), location(of.front().whole().location()) {
    for (const Kind& kind : kinds) {
      for (const RuleId id : kind.view.rules()) {
        for (const Property& property : kind.view.schema().rules[id].properties)
          members.emplace(property.name, &property);
      }
      prefix = std::max(prefix, kind.facts.prefix);
      scopes += kind.facts.scopes.size();
      rules += kind.view.rules().size();
    }
  }

  /// The kinds of a member's value: those of the cases that declare it.
  [[nodiscard]] Kinds member(std::string_view name) const {
    Kinds values;
    for (const Kind& kind : kinds) {
      if (declares(kind, name)) add_cases(view_of_member(kind.view, kind.facts, name), values);
    }
    return values;
  }
  [[nodiscard]] Kinds item(std::size_t index) const {
    Kinds values;
    for (const Kind& kind : kinds) add_cases(view_of_item(kind.view, index), values);
    return values;
  }
  [[nodiscard]] std::string formats() const {
    std::set<std::string_view> names;
    for (const Kind& kind : kinds) names.insert(kind.facts.formats.begin(), kind.facts.formats.end());
    std::string text;
    for (const std::string_view format : names) (text += text.empty() ? "" : " and ") += format;
    return or_nothing(text);
  }
  /// Whether every object must have a member.
  [[nodiscard]] bool requires_member(std::string_view name) const {
    return std::all_of(kinds.begin(), kinds.end(), [name](const Kind& kind) {
      return !kind.facts.types.has(Type::object) || kind.facts.required.contains(name);
    });
  }
  /// Whether no object may have a member of that name.
  [[nodiscard]] bool refuses(std::string_view name) const {
    return std::all_of(kinds.begin(), kinds.end(), [name](const Kind& kind) {
      return !kind.facts.types.has(Type::object) || Facts(view_of_member(kind.view, kind.facts, name)).types.empty();
    });
  }

  static bool declares(const Kind& kind, std::string_view name) {
    return std::any_of(kind.facts.scopes.begin(), kind.facts.scopes.end(),
                       [name](const Scope& scope) { return scope.names.contains(name); });
  }

  std::vector<Kind> kinds;
  std::string location;
  Members members;
  std::size_t prefix = 0;
  std::size_t scopes = 0;
  std::size_t rules = 0;
};

TypeSet types_of(const Kinds& kinds) {
  TypeSet types;
  for (const View& kind : kinds) types = types | Facts(kind).types;
  return types;
}

std::string location_of(const Kinds& kinds) {
  return kinds.empty() ? "" : kinds.front().whole().location();
}

class Inventory {
 public:
  std::vector<Change> take(const View& before, const View& after) && {
    Kinds old;
    Kinds now;
    add_cases(before, old);
    add_cases(after, now);
    walk(old, now);
    return std::move(changes_);
  }

 private:
  void walk(const Kinds& before, const Kinds& after) {
    const auto says_nothing = [](const Kinds& kinds) {
      return std::all_of(kinds.begin(), kinds.end(), [](const View& kind) { return kind.rules().empty(); });
    };
    if (says_nothing(before) || says_nothing(after) || depth_ == deepest || gave_up_) return;
    if (!seen_.emplace(before, after).second) return;
    ++depth_;
    const Side old(before);
    const Side now(after);
    add("format", old.formats(), now.formats(), old.location, now.location);
    if (afford(old, now)) {
      walk_members(old, now);
      walk_elements(old, now);
    } else {
      give_up(old, now);
    }
    --depth_;
  }

  void walk_elements(const Side& before, const Side& after) {
    const std::size_t prefix = std::max(before.prefix, after.prefix);
    for (std::size_t i = 0; i <= prefix; ++i) {
      const Below item(pointer_, index_in(i, prefix));
      walk(before.item(i), after.item(i));
    }
  }

  bool afford(const Side& before, const Side& after) {
    const std::size_t members = before.members.size() + after.members.size() + 1;
    const std::size_t scopes = before.scopes + after.scopes + 1;
    const std::size_t elements = std::max(before.prefix, after.prefix) + 1;
    const std::size_t work = members * scopes + elements * (before.rules + after.rules);
    const bool enough = work <= work_left_;
    work_left_ -= enough ? work : 0;
    return enough;
  }

  /// Says once that the members of what is left are not compared.
  void give_up(const Side& before, const Side& after) {
    gave_up_ = true;
    const std::string why(too_large);
    add("$ref", {why, before.location}, {why, after.location});
    changes_.back().decided = Decided::no;
  }

  void walk_members(const Side& before, const Side& after) {
    for (const auto& [name, property] : before.members) {
      const Below member_below(pointer_, name);
      const auto kept = after.members.find(name);
      if (kept != after.members.end()) {
        walk_member(before, *property, after, *kept->second);
      } else if (!before.refuses(name) || !after.refuses(name)) {
        add("member-removed", member(before, name), undeclared(after, name));
      }
    }
    for (const auto& [name, property] : after.members) {
      if (before.members.contains(name) || (before.refuses(name) && after.refuses(name))) continue;
      const Below member_below(pointer_, name);
      add("member-added", undeclared(before, name), member(after, name));
    }
  }

  void walk_member(const Side& before, const Property& old, const Side& after, const Property& now) {
    const Kinds value_before = before.member(old.name);
    const Kinds value_after = after.member(now.name);
    const std::string from = location_of(value_before);
    const std::string to = location_of(value_after);
    if (old.default_json != now.default_json) add("default", {default_of(old), from}, {default_of(now), to});
    add("secret", secrecy(old), secrecy(now), from, to);
    walk(value_before, value_after);
  }

  static std::string default_of(const Property& property) {
    return property.secret == Secret::yes && !property.default_json.empty() ? "a secret"
                                                                            : or_nothing(property.default_json);
  }

  static std::string secrecy(const Property& property) { return property.secret == Secret::yes ? "secret" : "shown"; }

  struct Said {
    std::string text;
    std::string location;
  };

  static Said member(const Side& side, std::string_view name) {
    const Kinds value = side.member(name);
    return {describe(types_of(value)) + (side.requires_member(name) ? ", required" : ", optional"), location_of(value)};
  }

  static Said undeclared(const Side& side, std::string_view name) {
    return {side.refuses(name) ? "not declared, rejected" : "not declared", side.location};
  }

  void add(std::string rule, Said before, Said after) {
    changes_.push_back({"", pointer_, std::move(rule), std::move(before.text), std::move(after.text), Breaks::nobody,
                        Decided::yes, std::move(before.location), std::move(after.location)});
  }

  void add(std::string rule, std::string before, std::string after, std::string from, std::string to) {
    if (before != after) add(std::move(rule), {std::move(before), std::move(from)}, {std::move(after), std::move(to)});
  }

  std::set<std::pair<Kinds, Kinds>> seen_;
  std::string pointer_;
  std::size_t depth_ = 0;
  std::size_t work_left_ = max_work;
  bool gave_up_ = false;
  std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> inventory(const View& before, const View& after) {
  return Inventory().take(before, after);
}

}  // namespace thoth::comparison
