// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output/report_format.hpp"

namespace thoth::cli {

/// What `thoth-msg validate` was asked for.
struct ValidateOptions {
  std::vector<std::string> paths;
  std::optional<std::string> topic;    ///< the input is bare contents of this type
  std::optional<std::string> channel;  ///< the same, of the AsyncAPI channel of this name
  ReportFormat format = ReportFormat::text;
  bool strict = false;
  bool no_defaults = false;
  bool fix = false;                            ///< write files with what needs no guess
  bool dry_run = false;                        ///< with fix: only show the difference
  std::optional<std::string> output;           ///< the report goes there instead of standard output
  std::optional<std::string> files_from;       ///< a file, or -, that lists further paths
  std::optional<std::int64_t> jobs;            ///< threads; none: as many as there are cores
  std::optional<std::int64_t> max_violations;  ///< 0: all
  std::optional<std::int64_t> expect_entries;  ///< of all files together
};

}  // namespace thoth::cli
