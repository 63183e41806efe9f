// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"
#include "validate/options.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_validate(CLI::App& app, ValidateOptions& options);

/// Validates message files and reports every violation. Uses no broker. Gives invalid for any violation, usage where a
/// file could not be read (the others are validated all the same).
Result<ExitCode> run_validate(const ValidateOptions& options, Context& context);

}  // namespace thoth::cli
