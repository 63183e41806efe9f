// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "judging/entry_result.hpp"
#include "program/context.hpp"
#include "send/message.hpp"
#include "thoth/report.hpp"

namespace thoth::cli {

/// A reporter that writes text to standard error.
std::unique_ptr<Reporter> console_reporter(Console& console);

/// What keeps an entry from being sent; as long as the entry's text lives.
EntryResult result_of(const Outgoing& outgoing);

void report_violations(const EntryResult& result, const std::string& file, const Catalog& types, Reporter& reporter);

/// Reports why an entry cannot be sent, and gives the error that ends the run: invalid. `sent` says what became of the
/// rest.
Error refuse_entry(const Outgoing& outgoing, const std::string& file, Context& context, std::string_view sent);

/// Why nothing can be sent to a topic whose messages are not validated: usage.
Error refuse_topic(const LeftOutSchema& left_out);

}  // namespace thoth::cli
