// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "stats/options.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_stats(CLI::App& app, StatsOptions& options);

/// Reads topics to the ends that they have at the start, and reports what they hold in numbers. What keeps reading from
/// its end is an error once what was read is reported: usage, unreachable, io, interrupted.
Result<ExitCode> run_stats(const StatsOptions& options, Context& context);

}  // namespace thoth::cli
