// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/type_join.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "json_schema/compiler.hpp"
#include "json_schema/same_schema.hpp"
#include "thoth/topic_template.hpp"

namespace thoth::json_schema {
namespace {

LeftOutSchema left_out_schema(const Schema& heading, const Error& error) {
  return {heading.topic, error.subject, error.reason, error.advice, heading.topic_template, {}, heading.channel};
}

/// Of a type that has a fault.
LeftOutSchema left_out_schema(const DeclaredType& type) {
  LeftOutSchema schema = left_out_schema(type.heading, *type.fault);
  schema.media_type = type.media_type;
  return schema;
}

/// A topic, of a template without the names of its parameters, which each document may choose.
std::string shape_of(const Schema& heading) {
  if (heading.topic_template == nullptr) return heading.topic;
  std::string shape;
  bool is_name = false;
  for (const char c : heading.topic) {
    if (c == '}') is_name = false;
    if (!is_name) shape += c;
    if (c == '{') is_name = true;
  }
  return shape;
}

/// Whether parameters may be the same, whatever their names and examples. Schemas are the same that are at one place.
bool have_same_parameters(const Schema& left, const Schema& right) {
  const auto parameters_of = [](const Schema& heading) {
    return heading.topic_template != nullptr ? heading.topic_template->parameters() : std::vector<TopicParameter>();
  };
  const auto place = [](const TopicParameter& parameter) {
    return parameter.schema != nullptr ? parameter.schema->root().location : std::string();
  };
  const std::vector<TopicParameter> ours = parameters_of(left);
  const std::vector<TopicParameter> theirs = parameters_of(right);
  return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(), [&](const auto& one, const auto& other) {
    return one.values == other.values && place(one) == place(other);
  });
}

/// Where documents differ in what a parameter may be, it may be anything.
void join_templates(Schema& known, const Schema& other) {
  if (known.topic_template == nullptr || have_same_parameters(known, other)) return;
  known.topic_template = std::make_shared<const TopicTemplate>(known.topic, std::vector<TopicParameter>{});
}

/// Not all of them: there may be thousands.
std::string difference(const Schema& heading) {
  const auto& documents = heading.documents;
  std::string others = documents[1];
  if (documents.size() > 2) others += " and " + std::to_string(documents.size() - 2) + " more";
  return documents.front() + ": " + heading.topic + " is described differently in " + others +
         "; a payload must satisfy one of them";
}

/// Headers are an object, whether or not their schema says so.
SchemaPtr object_only(const SchemaPtr& headers) {
  if (headers == nullptr || headers->root().types == TypeSet(Type::object)) return headers;
  auto schema = std::make_shared<Schema>(*headers);
  Rule& root = schema->rules[schema->start];
  root.types = root.types & Type::object;
  return schema;
}

}  // namespace

std::string part_note(const Error& error, std::string_view what, const std::string& topic) {
  return error.subject + ": not validated: " + std::string(what) + " of " + topic + ": " + error.reason;
}

void TypeJoin::add(DeclaredType type) {
  if (type.is_apart) return keep_apart(std::move(type));
  if (type.heading.topic.empty()) {
    left_out_.push_back(left_out_schema(type));
    return;
  }
  const std::string shape = shape_of(type.heading);
  const auto [first, last] = by_shape_.equal_range(shape);
  for (auto known = first; known != last; ++known) {
    DeclaredType& other = types_[known->second];
    const bool is_same = other.heading.topic == type.heading.topic || have_same_parameters(other.heading, type.heading);
    if (is_same) return join(other, std::move(type));
  }
  by_shape_.emplace(shape, types_.size());
  DeclaredType& added = types_.emplace_back(std::move(type));
  added.heading.documents = {added.at.resource->file->name};
  add_alternatives(added, std::exchange(added.alternatives, {}));
  for (DeclaredPart* const part : {&added.key, &added.headers}) add_part(*part, std::exchange(*part, {}));
}

/// What is wrong with a channel that shares its topic is told of the topic.
void TypeJoin::keep_apart(DeclaredType type) {
  if (!type.fault) {
    apart_.push_back(std::move(type));
  } else if (type.heading.topic.empty()) {
    left_out_.push_back(left_out_schema(type));
  }
}

/// What cannot be loaded is told rather than what is not read.
void TypeJoin::join_faults(DeclaredType& known, const DeclaredType& other) {
  if (!other.fault || (known.fault && (!known.media_type || other.media_type))) return;
  known.fault = other.fault;
  known.media_type = other.media_type;
}

void TypeJoin::join(DeclaredType& known, DeclaredType type) {
  const bool is_other_channel = known.heading.channel != type.heading.channel;
  std::optional<DeclaredType> before;
  if (!known.heading.channel.empty()) before = known;
  std::optional<DeclaredType> other;
  if (!type.heading.channel.empty()) other = type;
  join_faults(known, type);
  join_templates(known.heading, type.heading);
  if (known.heading.description.empty()) known.heading.description = std::move(type.heading.description);
  const bool differs = known.payloads != type.payloads;
  known.payloads = std::max(known.payloads, type.payloads);
  add_part(known.key, std::move(type.key));
  add_part(known.headers, std::move(type.headers));
  const bool is_new = add_alternatives(known, std::move(type.alternatives)) || differs;
  if (is_new) known.heading.documents.push_back(type.at.resource->file->name);
  // By its channel's name, each keeps the type that its document gives it.
  if (is_new && before) keep_apart(std::move(*before));
  if (is_new) known.heading.channel.clear();
  if (other && (is_new || is_other_channel)) keep_apart(std::move(*other));
}

void TypeJoin::add_part(DeclaredPart& known, DeclaredPart part) {
  const auto is_same = [&](const Spot& left, const Spot& right) { return is_same_schema(left, right, documents_); };
  known.anything = known.anything || part.anything;
  for (std::vector<Spot>& all : part.alternatives) {
    const bool is_known = std::any_of(known.alternatives.begin(), known.alternatives.end(), [&](const auto& other) {
      return std::equal(other.begin(), other.end(), all.begin(), all.end(), is_same);
    });
    if (!is_known) known.alternatives.push_back(std::move(all));
  }
}

/// True if one of them is new.
bool TypeJoin::add_alternatives(DeclaredType& known, std::vector<Spot> alternatives) {
  const std::size_t before = known.alternatives.size();
  for (Spot& alternative : alternatives) {
    const auto is_same = [&](const Spot& one) { return is_same_schema(one, alternative, documents_); };
    const bool is_known = std::any_of(known.alternatives.begin(), known.alternatives.end(), is_same);
    if (!is_known) known.alternatives.push_back(std::move(alternative));
  }
  return known.alternatives.size() > before;
}

void TypeJoin::finish() {
  for (DeclaredType& type : types_) compile(type);
  for (DeclaredType& type : apart_) compile_apart(type);
}

void TypeJoin::compile_apart(DeclaredType& type) {
  type.heading.documents.clear();
  auto schema = compile_payloads(type);
  if (schema) {
    channels_.push_back(std::move(*schema));
  } else if (type.heading.topic.empty()) {
    left_out_.push_back(left_out_schema(type.heading, schema.error()));
  }
}

Result<SchemaPtr> TypeJoin::compile_payloads(DeclaredType& type) {
  if (type.payloads == Payloads::anything) type.alternatives.clear();
  return Compiler(documents_, type.discriminators.get()).compile_any(type.heading, type.at, type.alternatives);
}

/// A key or headers that cannot be held take nothing with them; null then, and where nothing is said of them.
SchemaPtr TypeJoin::compile_part(const DeclaredType& type, const DeclaredPart& part, std::string_view what) {
  if (part.anything || part.alternatives.empty()) return nullptr;
  Schema heading;
  heading.topic = type.heading.topic;
  const json::Node* const description = part.alternatives.front().front().node->find("description");
  if (description != nullptr && description->kind == json::Kind::string) heading.description = description->text;
  auto schema = Compiler(documents_, type.discriminators.get())
                    .compile_any_of_all(std::move(heading), type.at, part.alternatives);
  if (schema) return *schema;
  notes_.push_back(part_note(schema.error(), what, type.heading.topic));
  return nullptr;
}

void TypeJoin::compile(DeclaredType& type) {
  Schema& heading = type.heading;
  if (type.fault) {
    left_out_.push_back(left_out_schema(type));
    return;
  }
  if (heading.documents.size() < 2) heading.documents.clear();
  heading.key = compile_part(type, type.key, "keys");
  heading.headers = object_only(compile_part(type, type.headers, "headers"));
  auto schema = compile_payloads(type);
  if (!schema) {
    left_out_.push_back(left_out_schema(heading, schema.error()));
    return;
  }
  if (!heading.documents.empty()) notes_.push_back(difference(heading));
  schemas_.push_back(std::move(*schema));
}

}  // namespace thoth::json_schema
