// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// A set of schemas by base topic name. Const use is safe from several threads.
class Catalog {
 public:
  /// Adds a schema; it replaces one of the same topic, in its place.
  void add(SchemaPtr schema);

  /// The schema of that base topic name, or of the closest template that it fits; or null.
  [[nodiscard]] const Schema* find(std::string_view topic) const;
  /// All schemas in the order they were added.
  [[nodiscard]] std::span<const SchemaPtr> schemas() const { return schemas_; }
  /// Base topic names, in the order they were added.
  [[nodiscard]] std::vector<std::string> topics() const;
  /// The known topic nearest to a mistyped one.
  [[nodiscard]] std::optional<std::string> nearest_topic(std::string_view topic) const;

 private:
  std::vector<SchemaPtr> schemas_;
  std::vector<SchemaPtr> templates_;                            // those of them whose topic is a template
  std::unordered_map<std::string_view, std::size_t> by_topic_;  // keys view the schemas' own topics
};

}  // namespace thoth

#pragma GCC visibility pop
