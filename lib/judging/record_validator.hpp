// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/schema_frame.hpp"
#include "json/lazy_tree.hpp"
#include "judging/event_contracts.hpp"
#include "judging/key_and_headers.hpp"
#include "thoth/catalog.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// What is known of a topic that is read, or of the CloudEvents of one type in it.
struct RecordTopic {
  std::string base;                         ///< its name without the prefix; the whole name where it has none
  const Schema* schema = nullptr;           ///< of the contents, an event's attributes among them; null: not known
  const LeftOutSchema* left_out = nullptr;  ///< why no type is known, where its schema was left out
  bool secretive = false;                   ///< its records may hold secrets that contract.masked declares
  cloud_event::Mode event = cloud_event::Mode::none;
  RecordContract contract = {};
};

/// A record and what its type says of it. Views live until the next record is validated.
struct ValidatedRecord {
  const kafka::Record& record;
  const RecordTopic& topic;
  json::LazyTree& contents;                        ///< contents_of() the record
  const Violations& violations;                    ///< empty: it keeps its contract, or there is none for it
  bool canonical = false;                          ///< the value is the canonical form of what it means
  std::span<const std::string_view> members = {};  ///< as ValidationResult::members has them

  [[nodiscard]] bool valid() const { return violations.empty(); }
};

/// The frame of a record's value, and what comes after it. Of a tombstone: nothing.
[[nodiscard]] inline SchemaFrame value_frame(const kafka::Record& record) {
  if (!record.value) return {};
  return split_frame(FramedPart::value, *record.value, record.headers);
}
/// The same of its key.
[[nodiscard]] inline SchemaFrame key_frame(const kafka::Record& record) {
  return split_frame(FramedPart::key, record.key.value_or(""), record.headers);
}
/// What of a record is read as JSON: its value without a schema registry's frame; of no text for a tombstone.
[[nodiscard]] inline std::string_view contents_of(const kafka::Record& record) {
  return value_frame(record).contents;
}

/// What a record that is an event tells of it, in JSON that breaks as far as it can be read.
[[nodiscard]] cloud_event::Names event_names(const ValidatedRecord& validated);

/// What is said of the format of a record's value: by the record, or else by the document of its topic.
[[nodiscard]] ContentType content_type_of(const kafka::Record& record, const RecordTopic& topic);

/// Validates records against the types of their topics, and those that are CloudEvents against the specification and
/// the types of their data. A tombstone's value keeps every contract. Unless other options are given, no wire form is
/// made.
class RecordValidator {
 public:
  /// `catalog` must outlive this.
  RecordValidator(const Catalog& catalog, std::string topic_prefix,
                  ValidationOptions options = {.wire = Wire::compare});

  /// `contents` holds contents_of(record); they are parsed only where that is needed, and where nobody did yet.
  [[nodiscard]] ValidatedRecord validate(const kafka::Record& record, json::LazyTree& contents);
  /// What is known of a topic; lives as long as this.
  [[nodiscard]] const RecordTopic& topic_of(std::string_view name);

 private:
  using Versions = std::map<std::pair<const RecordTopic*, const Schema*>, RecordTopic>;
  using Events = std::map<std::pair<const RecordTopic*, const RecordContract*>, RecordTopic>;

  const RecordTopic& version_topic(const RecordTopic& topic, json::LazyTree& contents);
  const RecordTopic& event_topic(const kafka::Record& record, cloud_event::Mode mode, json::LazyTree& contents,
                                 const RecordTopic& topic);
  ValidatedRecord validate_as(const RecordTopic& topic, const kafka::Record& record, json::LazyTree& contents);
  bool name_binary(const kafka::Record& record);
  const Violations& add_key_and_headers(const kafka::Record& record, const Schema& type, const Violations& of_value);

  const Catalog& catalog_;
  std::string prefix_;
  KeyAndHeadersValidator key_and_headers_;
  MessageValidator validator_;
  std::map<std::string, RecordTopic, std::less<>> topics_;
  EventContracts contracts_;
  Versions versions_;
  Events events_;
  bool has_secrets_ = false;           ///< any type of the catalog
  const RecordTopic* last_ = nullptr;  ///< records of one topic come in a row
  std::string last_name_;
  Violations none_;
  Violations binary_;  ///< of a value that is not JSON but of another known format
  Violations all_;     ///< those of a type with a contract for keys or headers
};

}  // namespace thoth
