// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "thoth/signals.hpp"

/// What the library makes of SIGINT, SIGTERM and SIGHUP, and more: SIGPIPE is ignored: writing tells. A mapped file
/// that shrinks while it is read (SIGBUS) ends the program with ExitCode::io and a sentence.
namespace thoth::cli::signals {

/// Installs the handlers; once, first thing in main.
void install();

using thoth::signals::abort;
using thoth::signals::caught;
using thoth::signals::stop;
using thoth::signals::was_typed;

/// While one lives, the first signal ends the program at once, and so does a deadline: for work that may block, or
/// computes for long, and has nothing to put in order. What was written to an Output must have been flushed before.
/// One may live within another.
class EndAtOnce {
 public:
  /// `deadline`: zero means no deadline; its passing ends the program with ExitCode::unreachable. `before`: what is not
  /// done then, a literal.
  explicit EndAtOnce(std::chrono::milliseconds deadline, const char* before = "all input was read");
  EndAtOnce(const EndAtOnce&) = delete;
  EndAtOnce& operator=(const EndAtOnce&) = delete;
  ~EndAtOnce();

 private:
  const char* outer_;
};

}  // namespace thoth::cli::signals
