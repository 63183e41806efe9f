#pragma once

#include "messages/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

struct MessagesParsers {
  const CLI::App* list = nullptr;
  const CLI::App* show = nullptr;
  const CLI::App* example = nullptr;
  const CLI::App* schema = nullptr;
};

MessagesParsers setup_messages(CLI::App& app, MessagesOptions& options);

/// Each names the message types it knows, or says which one it does not (usage).
Result<ExitCode> run_messages_list(const MessagesOptions& options, Context& context);
Result<ExitCode> run_messages_show(const MessagesOptions& options, Context& context);
Result<ExitCode> run_messages_example(const MessagesOptions& options, Context& context);
Result<ExitCode> run_messages_schema(const MessagesOptions& options, Context& context);

}  // namespace thoth::cli
