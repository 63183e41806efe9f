// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace thoth::cli {

enum class AuditFormat : std::uint8_t { text, json, sarif, junit };

/// What `thoth-msg audit` was asked for.
struct AuditOptions {
  std::vector<std::string> topics;
  std::optional<std::string> offset;  ///< as parse_offset reads it; none: start
  std::optional<std::string> since;   ///< as parse_moment reads it
  std::optional<std::string> until;
  std::optional<std::int64_t> tail;  ///< the last records of all partitions together
  std::vector<std::int64_t> partitions;
  std::optional<std::string> output;  ///< the report goes there instead of standard output
  AuditFormat format = AuditFormat::text;
  bool all = false;
  bool strict = false;
};

}  // namespace thoth::cli
