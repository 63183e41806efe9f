// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "send/options.hpp"
#include "send/receipts.hpp"
#include "send/undelivered_file.hpp"

namespace thoth::cli {

/// What a run of send writes beside the messages.
struct SendOutputs {
  std::optional<Receipts> receipts;
  std::optional<UndeliveredFile> undelivered;
};

/// Sees to it that input, receipts and undelivered are files of their own, and that the file of --undelivered holds
/// nothing of an earlier run. Errors: usage.
Result<void> check_files(const SendOptions& options);

/// Opens what the options ask for; waiting for a reader, a signal or the deadline ends the program. `room`: bytes that
/// the undelivered file may need. Errors: usage, io.
Result<SendOutputs> open_outputs(const SendOptions& options, std::uint64_t room,
                                 std::chrono::milliseconds deadline_left);

/// Writes the files of a run that has no entry. Errors: as open_outputs.
Result<void> write_empty_outputs(const SendOptions& options, std::chrono::milliseconds deadline_left);

}  // namespace thoth::cli
