#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"
#include "thoth/validation.hpp"

namespace thoth::cli {

struct Context;

enum class AuditFormat : std::uint8_t { text, json, sarif, junit };

/// What `thoth-msg audit` was asked for.
struct AuditOptions {
  std::vector<std::string> topics;
  std::optional<std::string> offset;  ///< as parse_offset reads it; none: start
  std::vector<std::int64_t> partitions;
  std::optional<std::string> output;  ///< the report goes there instead of standard output
  AuditFormat format = AuditFormat::text;
  bool all = false;
  bool strict = false;
};

const CLI::App* setup_audit(CLI::App& app, AuditOptions& options);

/// Reads topics to the ends that they have at the start, and reports what they hold against their contracts. Gives
/// invalid for any violation. What keeps reading from its end is an error once what was read is reported: usage,
/// unreachable, io, interrupted.
Result<ExitCode> run_audit(const AuditOptions& options, Context& context);

}  // namespace thoth::cli
