// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/signals.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <semaphore>

namespace signals = thoth::signals;

namespace {

/// How a process of its own ends: what `run` returns, or else the number of what killed it, negated.
int end_of_child(const std::function<int()>& run) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(run());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

TEST_CASE("the first signal asks to stop, the second to abort, the third ends the program") {
  CHECK(end_of_child([] {
          signals::install();
          if (signals::stop() || signals::abort() || signals::caught() != 0) return 1;
          ::raise(SIGTERM);
          if (!signals::stop() || signals::abort() || signals::caught() != SIGTERM) return 2;
          ::raise(SIGINT);
          if (!signals::abort() || signals::caught() != SIGTERM || signals::was_typed()) return 3;
          ::raise(SIGINT);
          return 4;
        }) == 128 + SIGINT);
}

TEST_CASE("a hang-up asks to stop too, unless it is ignored") {
  CHECK(end_of_child([] {
          signals::install();
          ::raise(SIGHUP);
          return signals::caught() == SIGHUP ? 0 : 1;
        }) == 0);
  CHECK(end_of_child([] {
          ::signal(SIGHUP, SIG_IGN);
          signals::install();
          ::raise(SIGHUP);
          return signals::stop() ? 1 : 0;
        }) == 0);
}

TEST_CASE("a token is asked to stop by the first signal, whether it came before or comes after") {
  CHECK(end_of_child([] {
          signals::install();
          const std::stop_token token = signals::stop_token();
          if (token.stop_requested()) return 1;
          std::binary_semaphore called(0);
          const std::stop_callback callback(token, [&] { called.release(); });
          ::raise(SIGTERM);
          called.acquire();
          return signals::stop_token().stop_requested() ? 0 : 2;
        }) == 0);
  CHECK(end_of_child([] {
          signals::install();
          ::raise(SIGTERM);
          std::binary_semaphore called(0);
          const std::stop_callback callback(signals::stop_token(), [&] { called.release(); });
          called.acquire();
          return 0;
        }) == 0);
}

TEST_CASE("what is to be done before is told of every signal") {
  static volatile std::sig_atomic_t told = 0;
  CHECK(end_of_child([] {
          signals::install([](int number) { told = told * 100 + number; });
          ::raise(SIGTERM);
          ::raise(SIGINT);
          return told == SIGTERM * 100 + SIGINT ? 0 : 1;
        }) == 0);
}
