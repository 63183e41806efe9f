// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "thoth/left_out_schema.hpp"
#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// A set of schemas by base topic name. Const use is safe from several threads.
///
/// A type that programs declare may have several versions, each with a schema of its own: contents are of the one that
/// their member `version` names. Contents that name none of them are of the version that was added last.
class Catalog {
 public:
  /// Adds a schema; it replaces one of the same topic and version, in its place. A schema that users bring is one for
  /// all versions: it replaces every other of its topic, and is replaced by any.
  void add(SchemaPtr schema);
  /// Makes a topic known whose schema could not be loaded. A schema of the same topic is taken out.
  void leave_out(LeftOutSchema schema);

  /// Adds the schema of an AsyncAPI channel that has no topic, or shares it with other channels: find() does not find
  /// it.
  void add_channel(SchemaPtr schema);

  /// The schema of that base topic name, or of the closest template that it fits; or null. Of several versions the one
  /// that was added last.
  [[nodiscard]] const Schema* find(std::string_view topic) const;
  /// The same of that version, where the topic's type has it.
  [[nodiscard]] const Schema* find(std::string_view topic, std::string_view version) const;
  /// Whether the type of a topic has several versions.
  [[nodiscard]] bool has_versions(std::string_view topic) const { return versions_.contains(topic); }
  /// The same of schemas that were left out: null for a topic that has a schema, and for one that is not known. Valid
  /// until the catalog changes.
  [[nodiscard]] const LeftOutSchema* find_left_out(std::string_view topic) const;
  /// All schemas in the order they were added.
  [[nodiscard]] std::span<const SchemaPtr> schemas() const { return schemas_; }
  /// Those of the channels that add_channel() added, in that order.
  [[nodiscard]] std::span<const SchemaPtr> channels() const { return channels_; }
  /// The schemas of the channels of that name: several where several documents have one.
  [[nodiscard]] std::vector<SchemaPtr> channels_named(std::string_view name) const;
  /// The names of all channels, sorted, each once.
  [[nodiscard]] std::vector<std::string> channel_names() const;
  /// Base topic names, each once, in the order they were added.
  [[nodiscard]] std::vector<std::string> topics() const;
  /// The schemas that were left out, by their topics.
  [[nodiscard]] const std::map<std::string, LeftOutSchema, std::less<>>& left_out() const { return left_out_; }
  /// The known topic nearest to a mistyped one, those of left-out schemas among them.
  [[nodiscard]] std::optional<std::string> nearest_topic(std::string_view topic) const;

 private:
  struct Found {
    const Schema* schema = nullptr;
    const LeftOutSchema* left_out = nullptr;
  };
  [[nodiscard]] Found find_either(std::string_view topic) const;
  void replace(SchemaPtr schema);
  void number();

  std::vector<SchemaPtr> schemas_;
  std::vector<SchemaPtr> templates_;  // those of them whose topic is a template
  std::vector<SchemaPtr> channels_;
  std::unordered_map<std::string_view, std::size_t> by_topic_;  // keys view the schemas' own topics
  std::set<std::string, std::less<>> versions_;                 // topics whose types have several
  std::map<std::string, LeftOutSchema, std::less<>> left_out_;
};

}  // namespace thoth

#pragma GCC visibility pop
