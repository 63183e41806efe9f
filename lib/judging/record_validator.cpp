// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/record_validator.hpp"

#include <utility>

#include "judging/key_and_headers.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "validation/secrets.hpp"

namespace thoth {

RecordValidator::RecordValidator(const Catalog& catalog, std::string topic_prefix, ValidationOptions options)
    : catalog_(catalog), prefix_(std::move(topic_prefix)), options_(options), validator_(std::move(options)) {}

const RecordTopic& RecordValidator::topic_of(std::string_view name) {
  if (last_ != nullptr && last_name_ == name) return *last_;
  auto found = topics_.find(name);
  if (found == topics_.end()) {
    RecordTopic topic;
    topic.base = kafka::base_topic(prefix_, name).value_or(std::string(name));
    topic.schema = catalog_.find(topic.base);
    topic.left_out = catalog_.find_left_out(topic.base);
    topic.secretive = topic.schema != nullptr && has_secrets(*topic.schema);
    found = topics_.emplace(std::string(name), std::move(topic)).first;
  }
  last_name_ = name;
  last_ = &found->second;
  return *last_;
}

ValidatedRecord RecordValidator::validate(const kafka::Record& record, json::LazyTree& contents) {
  const RecordTopic& topic = topic_of(record.topic);
  const Schema* const type = topic.schema;
  const bool covers_all = type != nullptr && covers_key_or_headers(*type);
  const auto with_rest = [&](const Violations& of_value) -> const Violations& {
    return covers_all ? add_key_and_headers(record, *type, of_value) : of_value;
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
  validate_key_and_headers(type, {record.key, record.headers}, record.value ? HasValue::yes : HasValue::no, options_,
                           all_);
  return all_;
}

/// False: the value looks like JSON that something is wrong with.
bool RecordValidator::name_binary(const kafka::Record& record) {
  auto violation = binary_violation(value_frame(record));
  if (!violation) return false;
  binary_.clear();
  binary_.push_back(std::move(*violation));
  return true;
}

}  // namespace thoth
