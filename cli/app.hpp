// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/command.hpp"
#include "cluster/dev_broker.hpp"
#include "cluster/ping.hpp"
#include "cluster/topics.hpp"
#include "completion/command.hpp"
#include "consume/command.hpp"
#include "messages/command.hpp"
#include "messages/diff.hpp"
#include "program/environment.hpp"
#include "program/exit_code.hpp"
#include "program/known_types.hpp"
#include "program/settings.hpp"
#include "send/command.hpp"
#include "stats/command.hpp"
#include "thoth/error.hpp"
#include "validate/command.hpp"

namespace thoth::cli {

struct Context;

/// The command line: parsing fills plain structs and does nothing else. Everything a run needs is read from here.
class App {
 public:
  App();

  /// Parses arguments (without the program's name) into global() and the chosen command's options. Errors: usage, with
  /// the nearest name where one was mistyped, and the right form for what another tool's habit is.
  Result<void> parse(const std::vector<std::string>& typed);

  [[nodiscard]] const GlobalOptions& global() const { return global_; }
  /// The parser with the options of all commands, for shell completion.
  [[nodiscard]] const CLI::App& whole_parser();
  /// The command that was chosen, or the program itself.
  [[nodiscard]] const CLI::App& chosen() const;
  /// What the chosen command does where a schema of a catalog cannot be loaded: --strict fails.
  [[nodiscard]] OnLeftOut on_left_out() const;
  /// Runs the chosen command. Errors: those of the command; usage where it needs a subcommand.
  Result<ExitCode> run(Context& context);

  SendOptions send;
  ConsumeOptions consume;
  ValidateOptions validate;
  AuditOptions audit;
  StatsOptions stats;
  MessagesOptions messages;
  MessagesDiffOptions messages_diff;
  TopicsOptions topics;
  PingOptions ping;
  DevBrokerOptions dev_broker;
  CompletionOptions completion;

 private:
  /// A command that can be run.
  struct Command {
    const CLI::App* parser = nullptr;
    std::function<Result<ExitCode>(Context&)> run;
    std::vector<std::string>* rest = nullptr;  ///< what follows "--"; null: nothing may
    const bool* strict = nullptr;              ///< whether --strict was given; null: it has no such option
  };

  void add(const CLI::App* parser, std::function<Result<ExitCode>(Context&)> run,
           std::vector<std::string>* rest = nullptr, const bool* strict = nullptr);
  [[nodiscard]] const Command* chosen_command() const;
  [[nodiscard]] Error leftover(const std::vector<std::string>& left, const std::vector<std::string>& arguments) const;

  GlobalOptions global_;
  CLI::App parser_;
  std::vector<Command> commands_;
};

/// What main() is to do when the program has run.
struct ProgramEnd {
  int status = 0;  ///< the process's
  Ending ending = Ending::orderly;
};

/// The whole program: parses, runs, and reports what went wrong.
ProgramEnd run_program(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace thoth::cli
