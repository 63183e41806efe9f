#pragma once

#include "program/context.hpp"
#include "send/message.hpp"
#include "send/options.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::cli {

/// What send's options say of every message. Errors: usage (a header without a name, an invalid pointer, @FILE that
/// cannot be read).
Result<MessageRules> message_rules(const SendOptions& options, const kafka::Config& config, const Context& context);

}  // namespace thoth::cli
