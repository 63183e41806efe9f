#include "output/output.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>

using thoth::cli::append_terminal_safe;
using thoth::cli::Output;

namespace {

std::string safe(std::string_view text) {
  std::string out;
  append_terminal_safe(text, out);
  return out;
}

}  // namespace

TEST_CASE("nothing that steers a terminal reaches it") {
  CHECK(safe("plain {\"é\": \"日本\"}\n\t") == "plain {\"é\": \"日本\"}\n\t");
  CHECK(safe("\x1b[2J") == "\\u001b[2J");
  CHECK(safe(std::string_view("a\0b\r\b\x7f", 6)) == "a\\u0000b\\u000d\\u0008\\u007f");
  CHECK(safe("\xc2\x9b"
             "2J") == "\\u009b2J");
  CHECK(safe("\xe2\x80\xae") == "\\u202e");
  CHECK(safe("\xe2\x81\xa6") == "\\u2066");
  CHECK(safe("\x9b") == "\\u009b");
  // Broken UTF-8 is no control character; it goes through as it is.
  CHECK(safe("\xff\xe2\x80") == "\xff\xe2\\u0080");
}

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
