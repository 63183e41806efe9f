#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exit_code.hpp"
#include "parser_fwd.hpp"
#include "record_writer.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

enum class Offset : std::uint8_t { start, end };

/// What `thoth-msg consume` was asked for.
struct ConsumeOptions {
  std::vector<std::string> topics;
  bool all = false;
  bool from_beginning = false;
  std::optional<Offset> offset;
  std::optional<std::int64_t> count;
  bool exit_at_end = false;
  std::optional<std::chrono::milliseconds> timeout;
  RecordFormat format = RecordFormat::ndjson;
  bool show_secrets = false;
};

const CLI::App* setup_consume(CLI::App& app, ConsumeOptions& options);

/// Writes records as they come until there is a reason to stop.
/// Errors: usage, unreachable (no answer, a topic is missing), io, interrupted.
Result<ExitCode> run_consume(const ConsumeOptions& options, Context& context);

}  // namespace thoth::cli
