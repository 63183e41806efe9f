// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <stop_token>

#pragma GCC visibility push(default)

/// SIGINT, SIGTERM and SIGHUP as requests: the first asks the program for an orderly end, the second for an end without
/// waiting, and the third ends it where it is, with 128 and the signal's number as its exit status.
///
///   thoth::signals::install();
///   while (!thoth::signals::stop()) THOTH_TRY(consumer.poll(batch, Wait::at_most(1s, &thoth::signals::stop())));
///   THOTH_TRY(consumer.close(Wait::at_most(30s, &thoth::signals::abort())));
namespace thoth::signals {

/// Installs the handlers; first thing in main, before there are other threads. A SIGHUP that is ignored, as nohup has
/// it, stays so. `before`, if given, is called in the handler before anything else with the signal's number, and may do
/// only what is safe in a signal handler.
void install(void (*before)(int) = nullptr);

/// Becomes true with the first signal: what a kafka::Wait takes.
[[nodiscard]] const std::atomic<bool>& stop();
/// Becomes true with the second.
[[nodiscard]] const std::atomic<bool>& abort();
/// The same as stop() for those who take a token. Its callbacks run in a thread of its own, which the first call
/// starts. Safe from any thread.
[[nodiscard]] std::stop_token stop_token();

/// The first signal's number, or 0.
[[nodiscard]] int caught();
/// True if the first signal was typed on the terminal, which sends it to every process in front.
[[nodiscard]] bool was_typed();

}  // namespace thoth::signals

#pragma GCC visibility pop
