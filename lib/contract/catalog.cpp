// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/catalog.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "thoth/nearest.hpp"
#include "thoth/topic_template.hpp"

namespace thoth {

void Catalog::add(SchemaPtr schema) {
  left_out_.erase(schema->topic);
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

void Catalog::add_channel(SchemaPtr schema) {
  channels_.push_back(std::move(schema));
}

std::vector<SchemaPtr> Catalog::channels_named(std::string_view name) const {
  std::vector<SchemaPtr> found;
  for (const auto* const all : {&schemas_, &channels_}) {
    std::copy_if(all->begin(), all->end(), std::back_inserter(found),
                 [name](const SchemaPtr& schema) { return !name.empty() && schema->channel == name; });
  }
  return found;
}

std::vector<std::string> Catalog::channel_names() const {
  std::set<std::string> names;
  for (const auto* const all : {&schemas_, &channels_}) {
    for (const SchemaPtr& schema : *all) names.insert(schema->channel);
  }
  names.erase("");
  return {names.begin(), names.end()};
}

void Catalog::leave_out(LeftOutSchema schema) {
  const auto known = by_topic_.find(schema.topic);
  if (known != by_topic_.end()) remove(known->second);
  std::string topic = schema.topic;
  left_out_.insert_or_assign(std::move(topic), std::move(schema));
}

void Catalog::remove(std::size_t index) {
  by_topic_.clear();
  std::erase(templates_, schemas_[index]);
  schemas_.erase(schemas_.begin() + static_cast<std::ptrdiff_t>(index));
  for (std::size_t i = 0; i < schemas_.size(); ++i) by_topic_.emplace(schemas_[i]->topic, i);
}

Catalog::Found Catalog::find_either(std::string_view topic) const {
  const auto known = by_topic_.find(topic);
  if (known != by_topic_.end()) return {schemas_[known->second].get(), nullptr};
  const auto left_out = left_out_.find(topic);
  if (left_out != left_out_.end()) return {nullptr, &left_out->second};
  Found closest;
  std::optional<std::size_t> fixed;
  const auto is_closer = [&](const TopicTemplate& topics) {
    if (!topics.matches(topic) || (fixed && topics.fixed_characters() <= *fixed)) return false;
    fixed = topics.fixed_characters();
    return true;
  };
  for (const SchemaPtr& schema : templates_) {
    if (is_closer(*schema->topic_template)) closest = {schema.get(), nullptr};
  }
  for (const auto& [name, schema] : left_out_) {
    if (schema.topic_template != nullptr && is_closer(*schema.topic_template)) closest = {nullptr, &schema};
  }
  return closest;
}

const Schema* Catalog::find(std::string_view topic) const {
  return find_either(topic).schema;
}

const LeftOutSchema* Catalog::find_left_out(std::string_view topic) const {
  return left_out_.empty() ? nullptr : find_either(topic).left_out;
}

std::vector<std::string> Catalog::topics() const {
  std::vector<std::string> names;
  names.reserve(schemas_.size());
  for (const auto& schema : schemas_) names.push_back(schema->topic);
  return names;
}

std::optional<std::string> Catalog::nearest_topic(std::string_view topic) const {
  std::vector<std::string> names = topics();
  for (const auto& [name, schema] : left_out_) names.push_back(name);
  return nearest(topic, names);
}

}  // namespace thoth
