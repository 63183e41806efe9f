// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/read_file.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/temporary_file.hpp"

using thoth::read_file;
using thoth::test::TemporaryFile;

TEST_CASE("a file is read whole, or as far as the caller wants it") {
  const std::string content = std::string(200'000, 'a') + std::string("\0\r\n", 3);
  const TemporaryFile file(content);
  CHECK(read_file(file.path()) == content);
  CHECK(read_file(file.path(), 70'000) == content.substr(0, 70'000));
  CHECK(read_file(file.path(), content.size() + 1) == content);
  const TemporaryFile empty("");
  CHECK(read_file(empty.path()) == "");
}

TEST_CASE("what cannot be read is named") {
  const auto missing = read_file("/there/is/none");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().text() == "reading /there/is/none: No such file or directory");
  const auto folder = read_file("/tmp");
  REQUIRE_FALSE(folder);
  CHECK(folder.error().text() == "reading /tmp: it is a directory");
}
