// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/temporary_file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/temporary_folder.hpp"

using thoth::file::PendingFile;
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

TEST_CASE("a pending file is seen under its name once it is whole, and nowhere before") {
  const thoth::test::TemporaryFolder folder;
  const int nameless = ::open(folder.path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  const bool has_nameless = nameless >= 0;
  if (has_nameless) ::close(nameless);
  for (const char* const bytes : {"first", "second"}) {
    auto file = PendingFile::make(folder / "f");
    REQUIRE(file.has_value());
    const auto before = std::distance(std::filesystem::directory_iterator(folder.path()), {});
    if (has_nameless) CHECK(before == (bytes == std::string("first") ? 0 : 1));
    REQUIRE(::write(file->descriptor(), bytes, std::strlen(bytes)) > 0);
    CHECK(file->put_in_place() == 0);
    std::ifstream made(folder / "f");
    CHECK(std::string(std::istreambuf_iterator<char>(made), {}) == bytes);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  }
  CHECK((std::filesystem::status(folder / "f").permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}
