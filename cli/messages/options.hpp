// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "messages/diff_report.hpp"
#include "thoth/comparison.hpp"

namespace thoth::cli {

enum class ListFormat : std::uint8_t { text, json };
enum class SchemaFormat : std::uint8_t { json_schema, asyncapi, markdown, html };

/// What `thoth-msg messages list|show|example|schema` was asked for.
struct MessagesOptions {
  std::vector<std::string> types;
  bool all = false;
  bool strict = false;  ///< a schema of a catalog that cannot be loaded is an error
  ListFormat format = ListFormat::text;
  SchemaFormat schema_format = SchemaFormat::json_schema;
  std::optional<std::string> folder;  ///< for a file for each type; none: all goes to standard output
  // Of examples at random; without any of them there is one of each type, always the same.
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> seed;
  bool invalid = false;
};

/// What `thoth-msg messages diff` was asked for.
struct MessagesDiffOptions {
  std::vector<std::string> catalogs;  ///< the old one and the new one
  DiffFormat format = DiffFormat::text;
  Breaks breaking = Breaks::both;            ///< whose breaking ends in ExitCode::invalid
  std::optional<std::int64_t> seed;          ///< of the search for messages that show a break
  std::optional<std::string> against_topic;  ///< whose records are validated against the new catalog
  std::optional<std::string> offset;         ///< where they start; none: start
};

}  // namespace thoth::cli
