#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

enum class ListFormat : std::uint8_t { text, json };
enum class SchemaFormat : std::uint8_t { json_schema, asyncapi, markdown };

/// What `thoth-msg messages list|show|example|schema` was asked for.
struct MessagesOptions {
  std::vector<std::string> types;
  bool all = false;
  ListFormat format = ListFormat::text;
  SchemaFormat schema_format = SchemaFormat::json_schema;
  std::optional<std::string> folder;  ///< for a file for each type; none: all goes to standard output
  // Of examples at random; without any of them there is one of each type, always the same.
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> seed;
  bool invalid = false;
};

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
