// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/standard_streams.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace {

/// What a process of its own returns that starts with one of its standard streams closed.
int with_closed(int stream, int (*run)(int)) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(stream);
    thoth::cli::open_standard_streams();
    ::_exit(run(stream));
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("no file gets the number of a standard stream that was closed") {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    CAPTURE(stream);
    CHECK(with_closed(stream, [](int /*closed*/) {
            return ::open("/dev/null", O_RDWR | O_CLOEXEC) > STDERR_FILENO ? 0 : 1;
          }) == 0);
  }
}

TEST_CASE("a stream that was closed fails when it is used") {
  const auto fails = [](int closed) {
    char byte = 0;
    const auto done = closed == STDIN_FILENO ? ::read(closed, &byte, 1) : ::write(closed, &byte, 1);
    return done < 0 && errno == EBADF ? 0 : 1;
  };
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    CAPTURE(stream);
    CHECK(with_closed(stream, fails) == 0);
  }
}
