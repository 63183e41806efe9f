// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

/// `group` is the parser of `thoth-msg messages`.
const CLI::App* setup_messages_diff(CLI::App& group, MessagesDiffOptions& options);

/// Compares two catalogs. Errors: usage (not two of them, or one that cannot be read), io.
Result<ExitCode> run_messages_diff(const MessagesDiffOptions& options, Context& context);

}  // namespace thoth::cli
