// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace thoth::cli {

/// What `thoth-msg send` was asked for.
struct SendOptions {
  std::vector<std::string> files;               ///< message files; "-": standard input
  std::optional<std::string> message_file;      ///< the first of them, where --message-file names it
  std::optional<std::string> topic_name;        ///< base name
  std::optional<std::string> message_contents;  ///< JSON, @FILE, or "-"
  std::optional<std::string> component_name;
  std::optional<std::string> service_version;
  std::optional<std::int64_t> partitions;
  std::optional<std::int64_t> replication;
  std::optional<std::string> key;
  std::optional<std::string> key_field;  ///< a JSON pointer
  std::vector<std::string> headers;      ///< NAME=VALUE
  std::optional<std::int64_t> partition;
  std::optional<std::string> cloudevents;  ///< "binary" or "structured"
  std::optional<std::string> receipts;     ///< "-": standard output
  std::optional<std::string> undelivered;
  std::optional<std::string> transactional_id;  ///< empty: one that nobody else has
  std::optional<std::int64_t> rate;             ///< messages a second
  std::optional<std::int64_t> expect_entries;
  bool create_if_not_exist = false;
  bool no_defaults = false;
  bool strict = false;
  bool no_validate = false;
  bool stream = false;
  bool transactional = false;
  bool dry_run = false;
};

}  // namespace thoth::cli
