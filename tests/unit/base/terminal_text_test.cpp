#include "base/terminal_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using thoth::append_terminal_safe;

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
