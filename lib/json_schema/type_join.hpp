// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "json_schema/declared_type.hpp"
#include "thoth/left_out_schema.hpp"

namespace thoth::json_schema {

/// A line on keys or headers, as `what` says, that are not validated.
[[nodiscard]] std::string part_note(const Error& error, std::string_view what, const std::string& topic);

/// Joins what documents declare to one type a topic, and compiles it. A payload must satisfy one of the documents that
/// describe its topic; schemas that are the same count once.
class TypeJoin {
 public:
  explicit TypeJoin(Documents& documents) : documents_(documents) {}

  void add(DeclaredType type);
  /// Compiles all that was added, in that order. To be called once.
  void finish();

  [[nodiscard]] const std::vector<SchemaPtr>& schemas() const { return schemas_; }
  /// Types of channels that are known by their names alone: they have no topic, or documents describe it differently.
  [[nodiscard]] const std::vector<SchemaPtr>& channels() const { return channels_; }
  [[nodiscard]] const std::vector<LeftOutSchema>& left_out() const { return left_out_; }
  /// Topics that documents describe differently, and keys and headers that are not validated, a line each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  void join(DeclaredType& known, DeclaredType type);
  static void join_faults(DeclaredType& known, const DeclaredType& other);
  void add_part(DeclaredPart& known, DeclaredPart part);
  bool add_alternatives(DeclaredType& known, std::vector<Spot> alternatives);
  void keep_apart(DeclaredType type);
  void compile(DeclaredType& type);
  void compile_apart(DeclaredType& type);
  Result<SchemaPtr> compile_payloads(DeclaredType& type);
  SchemaPtr compile_part(const DeclaredType& type, const DeclaredPart& part, std::string_view what);

  Documents& documents_;
  std::vector<DeclaredType> types_;
  std::vector<DeclaredType> apart_;
  std::multimap<std::string, std::size_t> by_shape_;  // of their topics
  std::vector<SchemaPtr> schemas_;
  std::vector<SchemaPtr> channels_;
  std::vector<LeftOutSchema> left_out_;
  std::vector<std::string> notes_;
};

}  // namespace thoth::json_schema
