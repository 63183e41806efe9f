// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/catalog.hpp"

#include <utility>

#include "thoth/nearest.hpp"
#include "thoth/topic_template.hpp"

namespace thoth {

void Catalog::add(SchemaPtr schema) {
  std::erase_if(templates_, [&schema](const SchemaPtr& other) { return other->topic == schema->topic; });
  if (schema->topic_template != nullptr) templates_.push_back(schema);
  const auto known = by_topic_.find(schema->topic);
  if (known == by_topic_.end()) {
    by_topic_.emplace(schema->topic, schemas_.size());
    schemas_.push_back(std::move(schema));
    return;
  }
  // The key views the topic of the schema that goes: it must go first.
  const std::size_t index = known->second;
  by_topic_.erase(known);
  schemas_[index] = std::move(schema);
  by_topic_.emplace(schemas_[index]->topic, index);
}

const Schema* Catalog::find(std::string_view topic) const {
  const auto known = by_topic_.find(topic);
  if (known != by_topic_.end()) return schemas_[known->second].get();
  const Schema* closest = nullptr;
  for (const SchemaPtr& schema : templates_) {
    if (!schema->topic_template->matches(topic)) continue;
    if (closest == nullptr ||
        schema->topic_template->fixed_characters() > closest->topic_template->fixed_characters()) {
      closest = schema.get();
    }
  }
  return closest;
}

std::vector<std::string> Catalog::topics() const {
  std::vector<std::string> names;
  names.reserve(schemas_.size());
  for (const auto& schema : schemas_) names.push_back(schema->topic);
  return names;
}

std::optional<std::string> Catalog::nearest_topic(std::string_view topic) const {
  return nearest(topic, topics());
}

}  // namespace thoth
