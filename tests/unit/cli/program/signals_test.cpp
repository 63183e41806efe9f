// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/signals.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <thread>

#include "program/exit_code.hpp"

using namespace thoth::cli;
using namespace std::chrono_literals;

namespace {

/// How a process of its own, which has the handlers, ends: what `run` returns, or else the number of what killed it,
/// negated.
int end_of(const std::function<int()>& run) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // What is said on the way is no matter of this test.
    ::close(STDERR_FILENO);
    thoth::cli::signals::install();
    ::_exit(run());
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

TEST_CASE("a reader that has gone kills nobody") {
  CHECK(end_of([] {
          ::raise(SIGPIPE);
          return thoth::cli::signals::stop() ? 1 : 0;
        }) == 0);
}

TEST_CASE("where nothing is to be put in order, a signal or the deadline ends the program at once") {
  CHECK(end_of([] {
          const thoth::cli::signals::EndAtOnce at_once(0ms);
          ::raise(SIGINT);
          return 1;
        }) == signal_base + SIGINT);
  CHECK(end_of([] {
          const thoth::cli::signals::EndAtOnce at_once(10ms);
          std::this_thread::sleep_for(60s);
          return 1;
        }) == static_cast<int>(ExitCode::unreachable));
  CHECK(end_of([] {
          ::raise(SIGTERM);
          const thoth::cli::signals::EndAtOnce at_once(0ms);
          return 1;
        }) == signal_base + SIGTERM);
}

TEST_CASE("a deadline that did not pass is forgotten with what it was for") {
  CHECK(end_of([] {
          { const thoth::cli::signals::EndAtOnce at_once(20ms); }
          std::this_thread::sleep_for(60ms);
          ::raise(SIGINT);
          return thoth::cli::signals::stop() ? 0 : 1;
        }) == 0);
}

TEST_CASE("a mapped file that shrinks is an error of input and output") {
  CHECK(end_of([]() -> int {
          ::raise(SIGBUS);
          return 1;
        }) == static_cast<int>(ExitCode::io));
}
