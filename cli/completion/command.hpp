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

/// Writes the completion script of a shell, or the words that such a script asks for. Errors: usage, io.
Result<ExitCode> run_completion(const CompletionOptions& options, const CLI::App& root, Context& context);

/// A shell's completion script, made from the parser itself. It runs the program for the names that change.
[[nodiscard]] std::string completion_script(Shell shell, const CLI::App& root);

}  // namespace thoth::cli
