// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>

/// The first SIGINT, SIGTERM or SIGHUP asks for an orderly end, the second for an end without waiting, a third ends the
/// program where it is. SIGPIPE is ignored: writing tells. A mapped file that shrinks while it is read (SIGBUS)
/// ends the program with ExitCode::io and a sentence.
namespace thoth::cli::signals {

/// Installs the handlers; once, first thing in main.
void install();

/// Becomes true with the first signal.
[[nodiscard]] const std::atomic<bool>& stop();
/// Becomes true with the second.
[[nodiscard]] const std::atomic<bool>& abort();
/// The first signal's number, or 0.
[[nodiscard]] int caught();
/// True if the first signal was typed on the terminal, which sends it to every process in front.
[[nodiscard]] bool was_typed();

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
