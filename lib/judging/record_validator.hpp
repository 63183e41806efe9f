// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "json/lazy_tree.hpp"
#include "thoth/catalog.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// What is known of a topic that is read.
struct RecordTopic {
  std::string base;                         ///< its name without the prefix; the whole name where it has none
  const Schema* schema = nullptr;           ///< null: no type is known
  const LeftOutSchema* left_out = nullptr;  ///< why no type is known, where its schema was left out
  bool secretive = false;                   ///< the type declares secrets
};

/// A record and what its type says of it. Views live until the next record is validated.
struct ValidatedRecord {
  const kafka::Record& record;
  const RecordTopic& topic;
  json::LazyTree& contents;                        ///< of the value; of no text for a tombstone
  const Violations& violations;                    ///< empty: it keeps its contract, or there is none for it
  bool canonical = false;                          ///< the value is the canonical form of what it means
  std::span<const std::string_view> members = {};  ///< as ValidationResult::members has them

  [[nodiscard]] bool valid() const { return violations.empty(); }
};

/// Validates records against the types of their topics. A tombstone keeps every contract. Unless other options are
/// given, no wire form is made.
class RecordValidator {
 public:
  /// `catalog` must outlive this.
  RecordValidator(const Catalog& catalog, std::string topic_prefix,
                  ValidationOptions options = {.wire = Wire::compare});

  /// `contents` holds the record's value; they are parsed only where that is needed, and where nobody did yet.
  [[nodiscard]] ValidatedRecord validate(const kafka::Record& record, json::LazyTree& contents);
  /// What is known of a topic; lives as long as this.
  [[nodiscard]] const RecordTopic& topic_of(std::string_view name);

 private:
  const Catalog& catalog_;
  std::string prefix_;
  MessageValidator validator_;
  std::map<std::string, RecordTopic, std::less<>> topics_;
  const RecordTopic* last_ = nullptr;  ///< records of one topic come in a row
  std::string last_name_;
  Violations none_;
};

}  // namespace thoth
