// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/output_file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>

#include "support/temporary_folder.hpp"

using namespace thoth;
using cli::is_same;
using cli::NamedFile;
using cli::OutputFile;
namespace fs = std::filesystem;

TEST_CASE("a file keeps what it holds until it is cleared") {
  const test::TemporaryFolder folder;
  folder.write("f", "before");
  auto file = OutputFile::open(folder / "f", {"opening", "advice"});
  REQUIRE(file);
  CHECK(fs::file_size(folder / "f") == 6);
  REQUIRE(file->clear());
  CHECK(fs::file_size(folder / "f") == 0);
  OutputFile moved = std::move(*file);
  REQUIRE(moved.out().write("abc"));
  REQUIRE(moved.out().flush());
  CHECK(fs::file_size(folder / "f") == 3);
}

TEST_CASE("a file that is not there is made, and what cannot be opened is a usage error") {
  const test::TemporaryFolder folder;
  CHECK(OutputFile::open(folder / "new", {"opening", "advice"}));
  CHECK(fs::exists(folder / "new"));
  const auto refused = OutputFile::open(folder / "missing/f", {"opening", "advice"});
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode::usage);
  CHECK(refused.error().subject == folder / "missing/f");
  CHECK(refused.error().advice == "advice");
}

TEST_CASE("what is no regular file is not emptied, which is no error") {
  auto device = OutputFile::open("/dev/null", {"opening", "advice"});
  REQUIRE(device);
  CHECK(device->clear());
  auto standard = OutputFile::open("-", {"opening", "advice"});
  REQUIRE(standard);
  CHECK(standard->clear());
}

TEST_CASE("one file is known by whatever name it goes") {
  const test::TemporaryFolder folder;
  folder.write("f", "");
  folder.write("g", "");
  fs::create_symlink(folder / "f", folder / "link");
  fs::create_hard_link(folder / "f", folder / "hard");
  CHECK(is_same({folder / "f"}, {folder / "link"}));
  CHECK(is_same({folder / "f"}, {folder / "hard"}));
  CHECK_FALSE(is_same({folder / "f"}, {folder / "g"}));
  // Not there yet: the same if the names are.
  CHECK(is_same({folder / "new"}, {folder / "new"}));
  CHECK_FALSE(is_same({folder / "new"}, {folder / "f"}));
  // A device may be named twice.
  CHECK_FALSE(is_same({"/dev/null"}, {"/dev/null"}));
}

TEST_CASE("a dash is the file that its standard stream is") {
  const test::TemporaryFolder folder;
  folder.write("f", "");
  const auto descriptor = ::open((folder / "f").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(descriptor >= 0);
  CHECK(is_same({"-", descriptor}, {folder / "f"}));
  ::close(descriptor);
  CHECK_FALSE(is_same({"-", -1}, {"-", -1}));
}

TEST_CASE("what is made of a file is no more open than the file") {
  const test::TemporaryFolder folder;
  folder.write("f", "");
  const auto like = [&](mode_t mode) {
    REQUIRE(::chmod((folder / "f").c_str(), mode) == 0);
    return cli::mode_like({folder / "f"});
  };
  CHECK(like(0644) == 0644);
  CHECK(like(0755) == 0644);
  CHECK(like(0600) == 0600);
  CHECK(like(0660) == 0600);
  CHECK(cli::mode_like({folder / "missing"}) == 0600);
  int ends[2];
  REQUIRE(::pipe(static_cast<int*>(ends)) == 0);
  CHECK(cli::mode_like({"-", ends[0]}) == 0600);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("a new file has the mode that is asked for, one that is there keeps its own") {
  const test::TemporaryFolder folder;
  const auto mode = [&] {
    struct stat status {};
    REQUIRE(::stat((folder / "f").c_str(), &status) == 0);
    return status.st_mode & 0777;
  };
  CHECK(OutputFile::open(folder / "f", {"opening", "advice"}, 0600));
  CHECK(mode() == 0600);
  REQUIRE(::chmod((folder / "f").c_str(), 0640) == 0);
  CHECK(OutputFile::open(folder / "f", {"opening", "advice"}, 0600));
  CHECK(mode() == 0640);
}
