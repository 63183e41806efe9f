// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "thoth/error.hpp"

namespace thoth::cli {

/// How thoth-msg ends. Scripts depend on every value; the table is in the manual too.
enum class ExitCode : int {
  ok = 0,           ///< all of it was done
  invalid = 1,      ///< the input broke its contract or is not JSON; nothing was sent
  usage = 2,        ///< wrong options, unreadable file, unknown message type, unknown configuration property
  unreachable = 3,  ///< no broker answered, authentication or authorization failed, topic missing
  undelivered = 4,  ///< some messages were not acknowledged
  unmet = 5,        ///< an expectation did not hold
  internal = 70,    ///< a defect of this program
  io = 74,          ///< output could not be written
};

/// What the process does once its exit code is known.
enum class Ending : std::uint8_t {
  orderly,    ///< main() returns: exit handlers and static destructors run
  immediate,  ///< _Exit: threads still run that use what exit handlers would destroy
};

/// Added to a signal's number it makes the status of a run that the signal ended.
inline constexpr int signal_base = 128;

/// The exit code that answers to a kind of error. An interrupted run ends with signal_base + N instead; where no signal
/// was caught after all, that is a defect.
[[nodiscard]] constexpr ExitCode exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return ExitCode::invalid;
    case ErrorCode::usage:
      return ExitCode::usage;
    case ErrorCode::unreachable:
      return ExitCode::unreachable;
    case ErrorCode::undelivered:
      return ExitCode::undelivered;
    case ErrorCode::unmet:
      return ExitCode::unmet;
    case ErrorCode::io:
      return ExitCode::io;
    case ErrorCode::interrupted:
    case ErrorCode::internal:
      break;
  }
  return ExitCode::internal;
}

}  // namespace thoth::cli
