// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_audit(CLI::App& app, AuditOptions& options);

/// Reads topics to the ends that they have at the start, and reports what they hold against their contracts. Gives
/// invalid for any violation. What keeps reading from its end is an error once what was read is reported: usage,
/// unreachable, io, interrupted.
Result<ExitCode> run_audit(const AuditOptions& options, Context& context);

}  // namespace thoth::cli
