// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "comparison/implication.hpp"
#include "comparison/inventory.hpp"
#include "comparison/parts.hpp"
#include "comparison/same_rules.hpp"
#include "thoth/comparison.hpp"
#include "thoth/topic_template.hpp"

namespace thoth {
namespace {

using comparison::Implication;
using comparison::View;

bool is_member_change(const Change& change) {
  return change.rule == "member-added" || change.rule == "member-removed";
}

/// Brings together what was found in either direction.
class Changes {
 public:
  explicit Changes(std::vector<Change> declared) : changes_(std::move(declared)) {
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (is_member_change(changes_[i])) of_members_.emplace(changes_[i].pointer, i);
      if (changes_[i].rule == "$ref") places_.emplace(std::pair{changes_[i].pointer, changes_[i].rule}, i);
    }
  }

  /// `breaks`: those whose messages, or whose contract, stand on the side that is allowed to more.
  void add(comparison::Finding finding, Breaks breaks) {
    Change& change = changes_[place_of(finding, breaks)];
    change.breaks = change.breaks | breaks;
    if (finding.decided == Decided::no) change.decided = Decided::no;
  }

  std::vector<Change> take() && {
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const Change& a, const Change& b) { return a.pointer < b.pointer; });
    return std::move(changes_);
  }

 private:
  std::size_t place_of(comparison::Finding& finding, Breaks breaks) {
    if (const auto member = member_around(finding.pointer)) return *member;
    const auto [known, is_new] =
        places_.emplace(std::pair{finding.pointer, std::string(finding.rule)}, changes_.size());
    if (!is_new) return known->second;
    Change change{"",
                  finding.pointer,
                  std::string(finding.rule),
                  std::move(finding.allowed),
                  std::move(finding.wanted),
                  Breaks::nobody,
                  finding.decided,
                  std::move(finding.allowed_location),
                  std::move(finding.wanted_location)};
    if (breaks == Breaks::consumers) {
      std::swap(change.before, change.after);
      std::swap(change.old_location, change.new_location);
    }
    changes_.push_back(std::move(change));
    return known->second;
  }

  /// The change that says that a member came or went, where the pointer leads to it or into it.
  [[nodiscard]] std::optional<std::size_t> member_around(std::string_view pointer) const {
    while (!pointer.empty()) {
      const auto found = of_members_.find(pointer);
      if (found != of_members_.end()) return found->second;
      pointer = pointer.substr(0, pointer.rfind('/'));
    }
    return std::nullopt;
  }

  std::vector<Change> changes_;
  std::map<std::string, std::size_t, std::less<>> of_members_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
};

std::vector<Change> named(std::vector<Change> changes, const std::string& topic) {
  for (Change& change : changes) change.topic = topic;
  return changes;
}

std::string location_of(const Schema& schema) {
  return schema.root().location;
}

std::string values_text(const TopicParameter& parameter) {
  std::string text;
  for (const std::string& value : parameter.values) text += (text.empty() ? "" : ", ") + value;
  if (!text.empty()) return text;
  return parameter.schema == nullptr ? "any" : "what its schema takes";
}

/// Whether a parameter is known to take all that another takes.
bool takes_all_of(const TopicParameter& wide, const TopicParameter& narrow) {
  if (wide.values.empty()) {
    return wide.schema == nullptr ||
           (narrow.schema != nullptr && comparison::SameRules().same(*narrow.schema, *wide.schema));
  }
  return !narrow.values.empty() &&
         std::all_of(narrow.values.begin(), narrow.values.end(), [&wide](const std::string& value) {
           return std::find(wide.values.begin(), wide.values.end(), value) != wide.values.end();
         });
}

/// Templates of the same text have the same parameters, but maybe not with the same values.
std::vector<Change> parameter_changes(const Schema& before, const Schema& after) {
  std::vector<Change> changes;
  if (before.topic != after.topic || before.topic_template == nullptr || after.topic_template == nullptr)
    return changes;
  for (const TopicParameter& old : before.topic_template->parameters()) {
    for (const TopicParameter& now : after.topic_template->parameters()) {
      if (old.name != now.name) continue;
      const Breaks producers = takes_all_of(now, old) ? Breaks::nobody : Breaks::producers;
      const Breaks consumers = takes_all_of(old, now) ? Breaks::nobody : Breaks::consumers;
      if ((producers | consumers) == Breaks::nobody) continue;
      const Decided decided = old.schema == nullptr || now.schema == nullptr ? Decided::yes : Decided::no;
      changes.push_back({"", "", "topic-parameter", old.name + ": " + values_text(old),
                         now.name + ": " + values_text(now), producers | consumers, decided, location_of(before),
                         location_of(after)});
    }
  }
  return changes;
}

std::vector<Change> compare_part(const Schema& before, const Schema& after) {
  if (!before.dynamic_anchors.empty() || !after.dynamic_anchors.empty()) {
    if (comparison::SameRules().same(before, after)) return {};
    return {{after.topic, "", "$dynamicRef", "another schema", "this one", Breaks::both, Decided::no,
             location_of(before), location_of(after)}};
  }
  const View old(before, {before.start});
  const View now(after, {after.start});
  Changes changes(comparison::inventory(old, now));
  for (comparison::Finding& finding : Implication().findings(old, now))
    changes.add(std::move(finding), Breaks::producers);
  for (comparison::Finding& finding : Implication().findings(now, old))
    changes.add(std::move(finding), Breaks::consumers);
  return std::move(changes).take();
}

}  // namespace

std::vector<Change> compare(const Schema& before, const Schema& after) {
  std::vector<Change> all;
  for (const comparison::Part& part : comparison::parts_of(before, after)) {
    for (Change& change : compare_part(part.before, part.after)) {
      change.pointer.insert(0, part.at);
      all.push_back(std::move(change));
    }
  }
  return named(std::move(all), after.topic);
}

std::vector<Change> compare(const Catalog& before, const Catalog& after) {
  std::vector<Change> all;
  const auto add = [&all](std::vector<Change> changes, const std::string& topic) {
    for (Change& change : named(std::move(changes), topic)) all.push_back(std::move(change));
  };
  for (const SchemaPtr& schema : before.schemas()) {
    const Schema* const now = after.find(schema->topic, schema->version);
    if (now == nullptr) {
      add({{"", "", "topic-removed", "known", "not known", Breaks::producers, Decided::yes, location_of(*schema), ""}},
          schema->topic);
      continue;
    }
    add(compare(*schema, *now), schema->topic);
    add(parameter_changes(*schema, *now), schema->topic);
  }
  for (const SchemaPtr& schema : after.schemas()) {
    const Schema* const old = before.find(schema->topic, schema->version);
    if (old == nullptr) {
      add({{"", "", "topic-added", "not known", "known", Breaks::nobody, Decided::yes, "", location_of(*schema)}},
          schema->topic);
    } else if (old->topic != schema->topic) {
      add(compare(*old, *schema), schema->topic);
    }
  }
  return all;
}

}  // namespace thoth
