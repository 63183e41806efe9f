// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "generation/value_maker.hpp"
#include "json/value_key.hpp"
#include "thoth/json.hpp"

/// Arrays: how many elements, and what rules are on each.
namespace thoth::generation {

struct ValueMaker::ArrayPlan {
  struct Counted {
    const Contains* contains;
    std::uint64_t count = 0;
  };

  std::uint64_t least = 0;  // this many there must be, those that are wanted among them
  std::uint64_t size = 0;
  std::vector<Rules> wanted;     // of each element, beside what is on all
  std::vector<Counted> counted;  // of which there must not be too many
  bool unique = false;
  std::unordered_set<std::string> keys;  // of the elements so far, if they must be unique
};

ValueMaker::Rules ValueMaker::rules_of_item(const Rules& all, std::size_t index) {
  Rules on_item;
  Rules otherwise;
  bool asks_unevaluated = false;
  for (const RuleId id : all) {
    const Constraints* const more = constraints(id);
    if (more != nullptr && index < more->prefix_items.size()) {
      on_item.push_back(more->prefix_items[index]);
    } else if (rule(id).items) {
      on_item.push_back(*rule(id).items);
    }
    if (more == nullptr) continue;
    if (more->unevaluated_items) otherwise.push_back(*more->unevaluated_items);
    if (more->contains) otherwise.push_back(more->contains->rule);
    asks_unevaluated = asks_unevaluated || more->unevaluated_items;
  }
  if (!on_item.empty() || !asks_unevaluated) return on_item;
  // What is contained is evaluated.
  const auto possible =
      std::partition(otherwise.begin(), otherwise.end(), [this](RuleId id) { return !impossible({id}); });
  if (possible != otherwise.begin()) otherwise.erase(possible, otherwise.end());
  return {otherwise[random_.below(otherwise.size())]};
}

ValueMaker::ArrayPlan ValueMaker::array_plan(const Rules& all) {
  ArrayPlan plan;
  std::uint64_t max = effort_.max_text;
  Rules wanted;
  for (const Constraints* more : constraints_of(all)) {
    plan.least = std::max(plan.least, more->min_items.value_or(0));
    max = std::min(max, more->max_items.value_or(effort_.max_text));
    plan.unique = plan.unique || more->unique_items;
    if (!more->contains) continue;
    const auto count = std::min<std::uint64_t>(more->contains->least, effort_.max_steps);
    wanted.insert(wanted.end(), count, more->contains->rule);
    if (more->contains->max) plan.counted.push_back({&*more->contains});
  }
  std::uint64_t size = std::max<std::uint64_t>(plan.least, std::min<std::uint64_t>(wanted.size(), max));
  if (is_roomy()) size += random_.below(4);
  plan.size = std::min({size, std::max(plan.least, max), static_cast<std::uint64_t>(effort_.max_steps)});
  if (plan.size == 0) return plan;
  plan.wanted.resize(plan.size);
  std::size_t next = random_.below(plan.size);
  for (const RuleId id : wanted) {
    const std::size_t index = next++ % plan.size;
    plan.wanted[index].push_back(id);
    plan.least = std::max<std::uint64_t>(plan.least, index + 1);
  }
  return plan;
}

void ValueMaker::write_array(const Rules& all) {
  ArrayPlan plan = array_plan(all);
  out_ += '[';
  for (std::size_t i = 0; i < plan.size; ++i) {
    Rules on_item = rules_of_item(all, i);
    const bool may_end = i >= plan.least;
    if (may_end && impossible(on_item)) break;
    on_item.insert(on_item.end(), plan.wanted[i].begin(), plan.wanted[i].end());
    const std::size_t begin = out_.size();
    if (i > 0) out_ += ',';
    if (!write_element(on_item, plan) && may_end) {
      out_.resize(begin);
      break;
    }
  }
  out_ += ']';
}

/// Returns whether it can stand beside the others.
bool ValueMaker::write_element(const Rules& on_item, ArrayPlan& plan) {
  // Of few values that there are, most stand there already.
  const std::size_t max = plan.unique ? 10 * tries : tries;
  const std::size_t begin = out_.size();
  for (std::size_t i = 0; i < max; ++i) {
    out_.resize(begin);
    value(on_item);
    if (take_element(begin, plan)) return true;
  }
  return false;
}

/// Counts the element that was written from `begin` on, unless it is there already, or one too many of its kind.
bool ValueMaker::take_element(std::size_t begin, ArrayPlan& plan) const {
  if (!plan.unique && plan.counted.empty()) return true;
  const json::Parsed parsed = json::parse(std::string_view(out_).substr(begin));
  if (parsed.document == nullptr) return false;
  const json::Node& element = parsed.document->root();
  std::vector<ArrayPlan::Counted*> counts;
  for (ArrayPlan::Counted& counted : plan.counted) {
    if (!holds({counted.contains->rule}, element)) continue;
    if (counted.count == *counted.contains->max) return false;
    counts.push_back(&counted);
  }
  std::string key;
  if (plan.unique) json::append_value_key(element, key);
  if (plan.unique && !plan.keys.insert(std::move(key)).second) return false;
  for (ArrayPlan::Counted* counted : counts) ++counted->count;
  return true;
}

}  // namespace thoth::generation
