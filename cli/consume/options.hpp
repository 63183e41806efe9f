// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace thoth::cli {

/// How records are written.
enum class RecordFormat : std::uint8_t {
  ndjson,    ///< a line that send takes back, and what is known of the record beside it
  json,      ///< the same in one array
  pretty,    ///< for people
  csv,       ///< a row of selected members
  contents,  ///< the value's bytes and a line break
  raw,       ///< the value's bytes
};

/// What becomes of records that break their contract: they are written and tell of it, they are left out, or the first
/// one ends the run.
enum class OnInvalid : std::uint8_t { report, drop, fail };

/// What `thoth-msg consume` was asked for.
struct ConsumeOptions {
  std::vector<std::string> topics;
  std::optional<std::string> offset;  ///< as parse_offset reads it
  std::optional<std::string> since;   ///< as parse_moment reads it
  std::optional<std::string> until;
  std::optional<std::int64_t> tail;  ///< the last records of all partitions together
  std::vector<std::int64_t> partitions;
  std::optional<std::string> group;
  std::optional<std::string> instance_id;
  std::optional<std::int64_t> count;
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<std::int64_t> expect;
  std::optional<std::chrono::milliseconds> within;
  std::vector<std::string> where;
  std::optional<std::string> grep;
  std::vector<std::string> select;     ///< none: whole records
  std::optional<RecordFormat> format;  ///< none: pretty on a terminal, else ndjson; ndjson with select
  std::optional<std::string> layout;
  std::optional<std::string> output;
  std::optional<std::string> ready_file;
  OnInvalid on_invalid = OnInvalid::report;
  bool all = false;
  bool from_beginning = false;
  bool no_commit = false;
  bool exit_at_end = false;
  bool expect_none = false;
  bool show_secrets = false;
};

}  // namespace thoth::cli
