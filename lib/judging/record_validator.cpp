// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/record_validator.hpp"

#include <algorithm>
#include <utility>

#include "thoth/kafka/topic_name.hpp"
#include "validation/secrets.hpp"

namespace thoth {
namespace {

void fill(RecordTopic& topic, const RecordContract& contract) {
  topic.schema = contract.type;
  topic.left_out = contract.left_out;
  topic.secretive = contract.masked != nullptr && has_secrets(*contract.masked);
  topic.contract = contract;
}

}  // namespace

cloud_event::Names event_names(const ValidatedRecord& validated) {
  if (validated.topic.event == cloud_event::Mode::binary) return cloud_event::names_of(validated.record.headers);
  const json::Node* const root = validated.contents.tree().root;
  return root == nullptr ? cloud_event::Names{} : cloud_event::names_of(*root);
}

ContentType content_type_of(const kafka::Record& record, const RecordTopic& topic) {
  ContentType own = content_type_of(record.headers);
  if (!own.media_type.empty() || topic.left_out == nullptr) return own;
  return {topic.left_out->media_type.value_or(""), "the topic's document"};
}

RecordValidator::RecordValidator(const Catalog& catalog, std::string topic_prefix, ValidationOptions options)
    : catalog_(catalog),
      prefix_(std::move(topic_prefix)),
      key_and_headers_(options),
      validator_(std::move(options)),
      contracts_(catalog) {
  const auto schemas = catalog.schemas();
  has_secrets_ = std::any_of(schemas.begin(), schemas.end(), [](const SchemaPtr& one) { return has_secrets(*one); });
}

const RecordTopic& RecordValidator::topic_of(std::string_view name) {
  if (last_ != nullptr && last_name_ == name) return *last_;
  auto found = topics_.find(name);
  if (found == topics_.end()) {
    RecordTopic topic;
    topic.base = kafka::base_topic(prefix_, name).value_or(std::string(name));
    fill(topic, plain_contract(catalog_, topic.base));
    found = topics_.emplace(std::string(name), std::move(topic)).first;
  }
  last_name_ = name;
  last_ = &found->second;
  return *last_;
}

ValidatedRecord RecordValidator::validate(const kafka::Record& record, json::LazyTree& contents) {
  const RecordTopic& topic = topic_of(record.topic);
  if (!record.value) return validate_as(topic, record, contents);
  const cloud_event::Mode mode = cloud_event::mode_of(record.headers);
  if (mode != cloud_event::Mode::none) {
    return validate_as(event_topic(record, mode, contents, topic), record, contents);
  }
  const ValidatedRecord validated = validate_as(version_topic(topic, contents), record, contents);
  // No header need tell of an event in structured mode. A type of users may take anything, and then another one tells
  // what is secret in the data.
  const Schema* const type = topic.contract.contents;
  const bool may_be_event =
      !validated.valid() || type == nullptr || (has_secrets_ && type->origin == Origin::user_defined);
  if (!may_be_event || contents.text().find("specversion") == std::string_view::npos) return validated;
  if (contents.root() == nullptr || !cloud_event::is_event(*contents.root())) return validated;
  return validate_as(event_topic(record, cloud_event::Mode::structured, contents, topic), record, contents);
}

/// What is known of those records of a topic whose contents are of the same version.
const RecordTopic& RecordValidator::version_topic(const RecordTopic& topic, json::LazyTree& contents) {
  if (!topic.contract.has_versions || contents.root() == nullptr) return topic;
  const RecordContract contract = of_version(catalog_, topic.contract, *contents.root());
  if (contract.type == topic.contract.type) return topic;
  const auto [found, is_new] = versions_.try_emplace({&topic, contract.type}, topic);
  if (is_new) fill(found->second, contract);
  return found->second;
}

const RecordTopic& RecordValidator::event_topic(const kafka::Record& record, cloud_event::Mode mode,
                                                json::LazyTree& contents, const RecordTopic& topic) {
  static const json::Node not_json;
  const json::Node* const root = mode == cloud_event::Mode::structured ? contents.root() : nullptr;
  const RecordContract& contract = mode == cloud_event::Mode::binary
                                       ? contracts_.of_binary(record.headers, topic.contract, contents.text())
                                       : contracts_.of_structured(root == nullptr ? not_json : *root, topic.contract);
  const auto [found, is_new] = events_.try_emplace({&topic, &contract});
  RecordTopic& about = found->second;
  if (is_new) {
    about.base = topic.base;
    about.event = mode;
    fill(about, contract);
  }
  return about;
}

ValidatedRecord RecordValidator::validate_as(const RecordTopic& topic, const kafka::Record& record,
                                             json::LazyTree& contents) {
  const Schema* const type = topic.contract.contents;
  const Schema* const beside = topic.contract.beside;
  const auto with_rest = [&](const Violations& of_value) -> const Violations& {
    return beside != nullptr ? add_key_and_headers(record, *beside, of_value) : of_value;
  };
  if (!record.value) return {record, topic, contents, with_rest(none_), false};
  const std::string_view text = contents.text();
  const ValidationResult* result = validator_.try_fast_path(type, text);
  if (result == nullptr) {
    const json::Parser::Tree& tree = contents.tree();
    result = &validator_.validate_tree(type, text, tree.root, tree.violations);
    if (type != nullptr && contents.root() == nullptr && name_binary(record)) {
      return {record, topic, contents, with_rest(binary_), false};
    }
  }
  const bool canonical = result->valid() && result->canonical;
  const Violations& violations = type != nullptr ? result->violations : none_;
  return {record, topic, contents, with_rest(violations), canonical, result->members};
}

const Violations& RecordValidator::add_key_and_headers(const kafka::Record& record, const Schema& type,
                                                       const Violations& of_value) {
  all_ = of_value;
  key_and_headers_.validate(type, {record.key, record.headers}, record.value ? HasValue::yes : HasValue::no, all_);
  return all_;
}

/// False: the value looks like JSON that something is wrong with.
bool RecordValidator::name_binary(const kafka::Record& record) {
  auto violation = binary_violation(value_frame(record), content_type_of(record.headers));
  if (!violation) return false;
  binary_.clear();
  binary_.push_back(std::move(*violation));
  return true;
}

}  // namespace thoth
