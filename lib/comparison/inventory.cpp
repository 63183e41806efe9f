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

/// What stands for a part of a contract that it says nothing of.
constexpr const char* nothing = "none";

Members members_of(const View& view) {
  Members members;
  for (const RuleId id : view.rules()) {
    for (const Property& property : view.schema().rules[id].properties) members.emplace(property.name, &property);
  }
  return members;
}

std::string or_nothing(const std::string& text) {
  return text.empty() ? nothing : text;
}

std::string formats_of(const Facts& facts) {
  std::string text;
  for (const std::string_view format : facts.formats) {
    if (!text.empty()) text += " and ";
    text += format;
  }
  return or_nothing(text);
}

class Inventory {
 public:
  std::vector<Change> take(const View& before, const View& after) && {
    walk(before, after);
    return std::move(changes_);
  }

 private:
  struct Side {
    const View& view;
    const Facts& facts;
    Members members;
  };

  void walk(const View& before, const View& after) {
    if (before.rules().empty() || after.rules().empty() || depth_ == deepest || gave_up_) return;
    if (!seen_.emplace(before, after).second) return;
    ++depth_;
    const Facts of_before(before);
    const Facts of_after(after);
    add("format", formats_of(of_before), formats_of(of_after), before, after);
    const Side old{before, of_before, members_of(before)};
    const Side now{after, of_after, members_of(after)};
    if (afford(old, now)) {
      walk_members(old, now);
      walk_elements(old, now);
    } else {
      give_up(before, after);
    }
    --depth_;
  }

  void walk_elements(const Side& before, const Side& after) {
    const std::size_t prefix = std::max(before.facts.prefix, after.facts.prefix);
    for (std::size_t i = 0; i <= prefix; ++i) {
      const Below item(pointer_, index_in(i, prefix));
      walk(view_of_item(before.view, i), view_of_item(after.view, i));
    }
  }

  bool afford(const Side& before, const Side& after) {
    const std::size_t members = before.members.size() + after.members.size() + 1;
    const std::size_t scopes = before.facts.scopes.size() + after.facts.scopes.size() + 1;
    const std::size_t elements = std::max(before.facts.prefix, after.facts.prefix) + 1;
    const std::size_t rules = before.view.rules().size() + after.view.rules().size();
    const std::size_t work = members * scopes + elements * rules;
    const bool enough = work <= work_left_;
    work_left_ -= enough ? work : 0;
    return enough;
  }

  /// Says once that the members of what is left are not compared.
  void give_up(const View& before, const View& after) {
    gave_up_ = true;
    const std::string why(too_large);
    add("$ref", {why, before.location()}, {why, after.location()});
    changes_.back().decided = Decided::no;
  }

  void walk_members(const Side& before, const Side& after) {
    for (const auto& [name, property] : before.members) {
      const Below member_below(pointer_, name);
      const auto kept = after.members.find(name);
      if (kept == after.members.end()) {
        add("member-removed", member(before, name), undeclared(after, name));
      } else {
        walk_member(before, *property, after, *kept->second);
      }
    }
    for (const auto& [name, property] : after.members) {
      if (before.members.contains(name)) continue;
      const Below member_below(pointer_, name);
      add("member-added", undeclared(before, name), member(after, name));
    }
  }

  void walk_member(const Side& before, const Property& old, const Side& after, const Property& now) {
    const View value_before = view_of_member(before.view, before.facts, old.name);
    const View value_after = view_of_member(after.view, after.facts, now.name);
    if (old.default_json != now.default_json) {
      add("default", {default_of(old), value_before.location()}, {default_of(now), value_after.location()});
    }
    add("secret", secrecy(old), secrecy(now), value_before, value_after);
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
    const View value = view_of_member(side.view, side.facts, name);
    const Facts facts(value);
    return {describe(facts.types) + (side.facts.required.contains(name) ? ", required" : ", optional"),
            value.location()};
  }

  static Said undeclared(const Side& side, std::string_view name) {
    const bool refused = Facts(view_of_member(side.view, side.facts, name)).types.empty();
    return {refused ? "not declared, rejected" : "not declared", side.view.location()};
  }

  void add(std::string rule, Said before, Said after) {
    changes_.push_back({"", pointer_, std::move(rule), std::move(before.text), std::move(after.text), Breaks::nobody,
                        Decided::yes, std::move(before.location), std::move(after.location)});
  }

  void add(std::string rule, std::string before, std::string after, const View& old, const View& now) {
    if (before != after) add(std::move(rule), {std::move(before), old.location()}, {std::move(after), now.location()});
  }

  std::set<std::pair<View, View>> seen_;
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
