#pragma once

#include "context.hpp"
#include "entry_judge.hpp"
#include "exit_code.hpp"
#include "send_input.hpp"

namespace thoth::cli {

/// Writes what would be sent, a line of JSON for each message: {"topic","key","headers","partition","value"}. Bytes
/// that are no UTF-8, and values that are no JSON, stand in key_base64 and value_base64. Errors: io.
Result<ExitCode> write_dry_run(SendInput& input, EntryJudge& judge, Context& context);

}  // namespace thoth::cli
