#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/environment.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

/// What `thoth-msg send` was asked for.
struct SendOptions {
  std::optional<std::string> message_file;      ///< "-": standard input
  std::optional<std::string> topic_name;        ///< base name
  std::optional<std::string> message_contents;  ///< JSON, @FILE, or "-"
  std::optional<std::string> component_name;
  std::optional<std::string> service_version;
  std::optional<std::int64_t> partitions;
  std::optional<std::int64_t> replication;
  std::optional<std::string> key;
  std::optional<std::string> key_field;  ///< a JSON pointer
  std::vector<std::string> headers;      ///< NAME=VALUE
  std::optional<std::int64_t> partition;
  std::optional<std::string> receipts;  ///< "-": standard output
  std::optional<std::string> undelivered;
  std::optional<std::string> transactional_id;  ///< empty: one that nobody else has
  std::optional<std::int64_t> rate;             ///< messages a second
  bool create_if_not_exist = false;
  bool no_defaults = false;
  bool strict = false;
  bool no_validate = false;
  bool stream = false;
  bool transactional = false;
  bool dry_run = false;
};

const CLI::App* setup_send(CLI::App& app, SendOptions& options);

/// Judges the whole input, then sends all of it or none. Errors: invalid, usage, unreachable, io, interrupted; gives
/// undelivered if anything was not acknowledged.
Result<ExitCode> run_send(const SendOptions& options, Context& context);

/// The options, and what the environment (THOTH_MESSAGING_*) says where they are silent; empty counts as unset.
/// Errors: usage (numbers that are none).
Result<SendOptions> with_environment(const SendOptions& options, const Environment& environment);

}  // namespace thoth::cli
