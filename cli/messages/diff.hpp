#pragma once

#include <string>
#include <vector>

#include "messages/diff_report.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/comparison.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

/// What `thoth-msg messages diff` was asked for.
struct MessagesDiffOptions {
  std::vector<std::string> catalogs;  ///< the old one and the new one
  DiffFormat format = DiffFormat::text;
  Breaks breaking = Breaks::both;  ///< whose breaking ends in ExitCode::invalid
};

/// `group` is the parser of `thoth-msg messages`.
const CLI::App* setup_messages_diff(CLI::App& group, MessagesDiffOptions& options);

/// Compares two catalogs. Errors: usage (not two of them, or one that cannot be read), io.
Result<ExitCode> run_messages_diff(const MessagesDiffOptions& options, Context& context);

}  // namespace thoth::cli
