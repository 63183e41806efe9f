#pragma once

#include "program/context.hpp"
#include "program/exit_code.hpp"
#include "send/message.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {

/// Writes what would be sent to standard output, a line of JSON for each message. Errors: invalid (an entry that cannot
/// be sent, in an input that was not judged before), io, interrupted.
Result<ExitCode> write_dry_run(file::Reader& reader, const MessageRules& rules, Context& context);

}  // namespace thoth::cli
