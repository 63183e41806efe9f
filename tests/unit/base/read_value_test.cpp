// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/read_value.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/temporary_file.hpp"

using thoth::read_value;
using thoth::test::TemporaryFile;

namespace {

/// Why the value @PATH is refused.
std::string refusal(const std::string& path) {
  const auto value = read_value("@" + path);
  REQUIRE_FALSE(value);
  CHECK(value.error().code == thoth::ErrorCode::usage);
  CHECK(value.error().subject == path);
  CHECK(value.error().advice == "a value that starts with @ names a file to read; write @@ for a literal @");
  return value.error().reason;
}

}  // namespace

TEST_CASE("a value is itself, or what @FILE holds without its last newline") {
  CHECK(read_value("plain") == "plain");
  CHECK(read_value("a@b") == "a@b");
  CHECK(read_value("") == "");
  CHECK(read_value("@@x") == "@x");
  CHECK(read_value("@@") == "@");
  CHECK(read_value("@@@x") == "@@x");
  const TemporaryFile file("secret\nsecond\n");
  CHECK(read_value("@" + file.path()) == "secret\nsecond");
  const TemporaryFile windows("secret\r\n\r\n");
  CHECK(read_value("@" + windows.path()) == "secret\r\n");
  const TemporaryFile empty("");
  CHECK(read_value("@" + empty.path()) == "");
}

TEST_CASE("a file that can be no value is refused") {
  CHECK(refusal("") == "No such file or directory");
  CHECK(refusal("there/is/none") == "No such file or directory");
  CHECK(refusal("/tmp") == "it is a directory");
  const TemporaryFile with_nul(std::string("a\0b", 3));
  CHECK(refusal(with_nul.path()) == "it contains a NUL byte, which a value cannot");
  const TemporaryFile largest(std::string(std::size_t{1} << 20, 'x'));
  CHECK(read_value("@" + largest.path())->size() == std::size_t{1} << 20);
  const TemporaryFile larger(std::string((std::size_t{1} << 20) + 1, 'x'));
  CHECK(refusal(larger.path()) == "it is larger than 1 MiB");
}
