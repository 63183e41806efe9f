// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/writer.hpp"
#include "messages/options.hpp"
#include "program/exit_code.hpp"
#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::cli {

struct Context;

/// Writes a type's name, version, description, and the documents that describe it differently, as members of an object.
void write_heading(const Schema& schema, json::Writer& out);

/// Shows the members of message types. Errors: usage (an unknown type), io.
Result<ExitCode> run_messages_show(const MessagesOptions& options, Context& context);

}  // namespace thoth::cli
