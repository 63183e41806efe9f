// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "completion/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_completion(CLI::App& app, CompletionOptions& options);

/// Writes the completion script of a shell. Errors: usage.
Result<ExitCode> run_completion(const CompletionOptions& options, const CLI::App& root, Context& context);

/// A shell's completion script, made from the parser itself and the message types' names.
[[nodiscard]] std::string completion_script(Shell shell, const CLI::App& root, const std::vector<std::string>& types);

}  // namespace thoth::cli
