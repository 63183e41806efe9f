// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/read_file.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/temporary_file.hpp"

using thoth::read_file;
using thoth::test::TemporaryFile;

TEST_CASE("a file is read whole, if it is not larger than the caller allows") {
  const std::string content = std::string(200'000, 'a') + std::string("\0\r\n", 3);
  const TemporaryFile file(content);
  CHECK(read_file(file.path()) == content);
  CHECK(read_file(file.path(), content.size()) == content);
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

TEST_CASE("what has no end is given up at 64 MiB") {
  const auto endless = read_file("/dev/zero");
  REQUIRE_FALSE(endless);
  CHECK(endless.error().text() == "reading /dev/zero: it is larger than 64 MiB");
  const TemporaryFile file(std::string((std::size_t{2} << 20) + 1, 'a'));
  CHECK(read_file(file.path(), std::size_t{2} << 20).error().reason == "it is larger than 2 MiB");
}
