// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/output.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <pty.h>
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

TEST_CASE("on a terminal, what could steer it is escaped, but for our own colours") {
  int leader = -1;
  int follower = -1;
  if (::openpty(&leader, &follower, nullptr, nullptr, nullptr) != 0) {
    MESSAGE("there is no pseudo-terminal here");
    return;
  }
  Output terminal(follower, "a terminal");
  CHECK(terminal.is_terminal());
  REQUIRE(terminal.write("a\x1b[2J\t\xe2\x80\xae"));
  REQUIRE(terminal.write_styled("\x1b[1mb"));
  REQUIRE(terminal.flush());
  std::string shown(64, '\0');
  shown.resize(static_cast<std::size_t>(::read(leader, shown.data(), shown.size())));
  CHECK(shown == "a\\u001b[2J\t\\u202e\x1b[1mb");
  ::close(leader);
  ::close(follower);

  Output null(::open("/dev/null", O_WRONLY | O_CLOEXEC), "nothing");
  CHECK_FALSE(null.is_terminal());
}
