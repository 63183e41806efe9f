#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

enum class Shell : std::uint8_t { bash, zsh, fish };

/// What `thoth-msg completion` was asked for.
struct CompletionOptions {
  std::vector<std::string> shell;
};

const CLI::App* setup_completion(CLI::App& app, CompletionOptions& options);

/// Writes the completion script of a shell. Errors: usage.
Result<ExitCode> run_completion(const CompletionOptions& options, const CLI::App& root, Context& context);

/// A shell's completion script, made from the parser itself and the message types' names.
[[nodiscard]] std::string completion_script(Shell shell, const CLI::App& root, const std::vector<std::string>& types);

}  // namespace thoth::cli
