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
  if (by_topic_.contains(schema->topic)) return replace(std::move(schema));
  by_topic_.emplace(schema->topic, schemas_.size());
  schemas_.push_back(std::move(schema));
}

/// Adds a schema of a topic that is known already.
void Catalog::replace(SchemaPtr schema) {
  const auto gives_way = [added = schema](const SchemaPtr& other) {
    const bool is_version = added->origin == Origin::declared && other->origin == Origin::declared;
    return other->topic == added->topic && (!is_version || other->version == added->version);
  };
  const auto first = std::find_if(schemas_.begin(), schemas_.end(), gives_way);
  if (first == schemas_.end()) {
    schemas_.push_back(std::move(schema));
  } else {
    schemas_.erase(std::remove_if(std::next(first), schemas_.end(), gives_way), schemas_.end());
    *first = std::move(schema);
  }
  number();
}

/// Notes where the schemas of each topic are.
void Catalog::number() {
  by_topic_.clear();
  versions_.clear();
  for (std::size_t i = 0; i < schemas_.size(); ++i) {
    const bool is_new = by_topic_.insert_or_assign(schemas_[i]->topic, i).second;
    if (!is_new) versions_.insert(schemas_[i]->topic);
  }
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
  const auto is_of_topic = [&schema](const SchemaPtr& other) { return other->topic == schema.topic; };
  std::erase_if(templates_, is_of_topic);
  if (by_topic_.contains(schema.topic)) {
    std::erase_if(schemas_, is_of_topic);
    number();
  }
  std::string topic = schema.topic;
  left_out_.insert_or_assign(std::move(topic), std::move(schema));
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

const Schema* Catalog::find(std::string_view topic, std::string_view version) const {
  if (has_versions(topic)) {
    const auto found = std::find_if(schemas_.begin(), schemas_.end(), [&](const SchemaPtr& schema) {
      return schema->topic == topic && schema->version == version;
    });
    if (found != schemas_.end()) return found->get();
  }
  return find(topic);
}

const LeftOutSchema* Catalog::find_left_out(std::string_view topic) const {
  return left_out_.empty() ? nullptr : find_either(topic).left_out;
}

std::vector<std::string> Catalog::topics() const {
  std::vector<std::string> names;
  names.reserve(schemas_.size());
  for (const auto& schema : schemas_) {
    const bool is_known =
        has_versions(schema->topic) && std::find(names.begin(), names.end(), schema->topic) != names.end();
    if (!is_known) names.push_back(schema->topic);
  }
  return names;
}

std::optional<std::string> Catalog::nearest_topic(std::string_view topic) const {
  std::vector<std::string> names = topics();
  for (const auto& [name, schema] : left_out_) names.push_back(name);
  return nearest(topic, names);
}

}  // namespace thoth
