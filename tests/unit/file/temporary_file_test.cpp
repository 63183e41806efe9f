// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/temporary_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

using thoth::file::temporary_file;

TEST_CASE("a temporary file has no name in its folder") {
  std::string folder = "/tmp/thoth-temporary-test-XXXXXX";
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  {
    const auto file = temporary_file(folder);
    REQUIRE(file.has_value());
    CHECK(std::filesystem::is_empty(folder));
    REQUIRE(::pwrite(file->get(), "abc", 3, 0) == 3);
    std::array<char, 4> bytes{};
    CHECK(::pread(file->get(), bytes.data(), bytes.size(), 0) == 3);
    CHECK(std::string(bytes.data()) == "abc");
  }
  CHECK(std::filesystem::remove(folder));
}

TEST_CASE("a folder that takes no file is named") {
  const auto file = temporary_file("/nowhere");
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().code == thoth::ErrorCode::io);
  CHECK(file.error().text() ==
        "creating a temporary file in /nowhere: No such file or directory (set TMPDIR to a folder with room for the "
        "input)");
}
