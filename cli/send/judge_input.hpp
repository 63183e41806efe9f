#pragma once

#include "program/context.hpp"
#include "send/message.hpp"
#include "send/plan.hpp"

namespace thoth::cli {

/// Judges every entry of a source that is whole, on all cores, and reports every violation on standard error; topics
/// of no known type are warned of. Errors: invalid (nothing may be sent), io.
Result<SendInput> judge_input(file::Reader reader, const MessageRules& rules, Context& context);

/// Reports why an entry cannot be sent, and gives the error that ends the run: invalid. `sent` says what became of the
/// rest.
Error refuse_entry(const Outgoing& outgoing, const std::string& file, Console& console, std::string_view sent);

}  // namespace thoth::cli
