#pragma once

#include "commands/send.hpp"
#include "context.hpp"
#include "send_input.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::cli {

/// Sees to it that every topic of the input can be sent to, before the first message goes out: looks them up, and has
/// missing ones created where that is wanted. Errors: unreachable (no answer, not allowed, missing: with the nearest
/// names), invalid (an entry asks for a partition that is not there), interrupted.
Result<void> prepare_topics(const SendInput& input, const SendOptions& options, const kafka::Config& config,
                            Context& context);

}  // namespace thoth::cli
