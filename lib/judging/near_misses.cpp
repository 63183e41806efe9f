// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/near_misses.hpp"

#include <utility>

#include "thoth/nearest.hpp"
#include "validation/secrets.hpp"

namespace thoth {

void NearMisses::add(const Schema& schema, std::string_view name, std::string_view near) {
  std::string sentence(name);
  sentence.append(" is not a member of ").append(schema.topic).append("; did you mean ").append(near);
  sentence.append("? It is dropped");
  const std::scoped_lock lock(mutex_);
  if (known_.insert(sentence).second) new_.insert(std::move(sentence));
}

std::vector<std::string> NearMisses::take_sentences() {
  const std::scoped_lock lock(mutex_);
  const auto sentences = std::exchange(new_, {});
  return {sentences.begin(), sentences.end()};
}

void NearMissSearch::look_at(const Schema& schema, const DroppedMember& member) {
  if (names_ >= max_names || member.name.size() > max_suggestible_name) return;
  last_rule_ = member.rule;
  last_name_ = member.name;
  auto& seen = seen_[member.rule];
  if (seen.contains(member.name)) return;
  seen.emplace(member.name);
  ++names_;
  // What is within an object may be within a secret.
  if (member.rule != &schema.root() && has_secrets(schema)) return;
  std::vector<std::string_view> names;
  names.reserve(member.rule->properties.size());
  for (const Property& property : member.rule->properties) names.push_back(property.name);
  if (const auto near = nearest(member.name, names)) found_->add(schema, member.name, *near);
}

}  // namespace thoth
