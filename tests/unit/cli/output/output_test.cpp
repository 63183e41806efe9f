// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/output.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>

using thoth::cli::Output;

TEST_CASE("output tells every failure, and a reader that has gone from all others") {
  Output full(::open("/dev/full", O_WRONLY | O_CLOEXEC), "the disk");
  REQUIRE(full.write("x"));
  const auto written = full.flush();
  REQUIRE_FALSE(written);
  CHECK(written.error().code == thoth::ErrorCode::io);
  CHECK(written.error().text().find("writing the disk: No space left") == 0);
  CHECK_FALSE(full.reader_gone());

  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  Output pipe(ends[1], "a pipe");
  CHECK(pipe.check());
  ::close(ends[0]);
  CHECK_FALSE(pipe.check());
  CHECK(pipe.reader_gone());
  REQUIRE(pipe.write("x"));
  CHECK_FALSE(pipe.flush());
  ::close(ends[1]);
}
