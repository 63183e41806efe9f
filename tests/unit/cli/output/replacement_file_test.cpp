// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/replacement_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "support/temporary_folder.hpp"

using namespace thoth;
using cli::ReplacementFile;
namespace fs = std::filesystem;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t count_files(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

ReplacementFile opened(const std::string& path) {
  auto file = ReplacementFile::open(path, {"make it", "writing it"});
  REQUIRE(file);
  return std::move(*file);
}

}  // namespace

TEST_CASE("the target is as it was until the file is committed, and then as a whole") {
  const test::TemporaryFolder folder;
  folder.write("f", "before, and longer");
  {
    ReplacementFile file = opened(folder / "f");
    REQUIRE(file.write("af"));
    REQUIRE(file.write("ter"));
    CHECK(read(folder / "f") == "before, and longer");
    REQUIRE(file.commit());
    CHECK(read(folder / "f") == "after");
  }
  CHECK(count_files(folder.path()) == 1);
}

TEST_CASE("what is not committed leaves nothing behind, also after a move") {
  const test::TemporaryFolder folder;
  {
    ReplacementFile file = opened(folder / "f");
    REQUIRE(file.write("x"));
    const ReplacementFile moved = std::move(file);
  }
  CHECK(count_files(folder.path()) == 0);
}

TEST_CASE("the target's mode stays, and that of a new file is the usual one") {
  const test::TemporaryFolder folder;
  const auto mode = [&](const char* name) {
    struct stat status {};
    REQUIRE(::stat((folder / name).c_str(), &status) == 0);
    return status.st_mode & 07777;
  };
  folder.write("kept", "");
  REQUIRE(::chmod((folder / "kept").c_str(), 0640) == 0);
  REQUIRE(opened(folder / "kept").commit());
  CHECK(mode("kept") == 0640);
  const mode_t mask = ::umask(0027);
  REQUIRE(opened(folder / "new").commit());
  ::umask(mask);
  CHECK(mode("new") == 0640);
}

TEST_CASE("behind a link it is the link's target that is replaced") {
  const test::TemporaryFolder folder;
  folder.write("real/f", "before");
  fs::create_symlink(folder / "real/f", folder / "link");
  ReplacementFile file = opened(folder / "link");
  REQUIRE(file.write("after"));
  REQUIRE(file.commit());
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read(folder / "real/f") == "after");
}

TEST_CASE("a link to nothing is followed, and what it links to is made") {
  const test::TemporaryFolder folder;
  folder.write("real/other", "");
  fs::create_symlink("real/f", folder / "link");
  fs::create_symlink(folder / "link", folder / "link to link");
  ReplacementFile file = opened(folder / "link to link");
  REQUIRE(file.write("after"));
  REQUIRE(file.commit());
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read(folder / "real/f") == "after");
}

TEST_CASE("permissions may be bounded, and bits beyond them are dropped") {
  const test::TemporaryFolder folder;
  const auto mode = [&](const char* name) {
    struct stat status {};
    REQUIRE(::stat((folder / name).c_str(), &status) == 0);
    return status.st_mode & 07777;
  };
  const auto make = [&](const char* name, mode_t most) {
    auto file = ReplacementFile::open(folder / name, {"", ""}, most);
    REQUIRE(file);
    REQUIRE(file->commit());
  };
  make("private", 0600);
  CHECK(mode("private") == 0600);
  folder.write("open", "");
  REQUIRE(::chmod((folder / "open").c_str(), 0666) == 0);
  make("open", 0600);
  CHECK(mode("open") == 0600);
  folder.write("special", "");
  REQUIRE(::chmod((folder / "special").c_str(), 07755) == 0);
  make("special", 0777);
  CHECK(mode("special") == 0755);
}

TEST_CASE("root keeps the owner and the group") {
  if (::geteuid() != 0) return;
  const test::TemporaryFolder folder;
  folder.write("f", "");
  REQUIRE(::chown((folder / "f").c_str(), 12345, 23456) == 0);
  REQUIRE(::chmod((folder / "f").c_str(), 06750) == 0);
  REQUIRE(opened(folder / "f").commit());
  struct stat status {};
  REQUIRE(::stat((folder / "f").c_str(), &status) == 0);
  CHECK(status.st_uid == 12345);
  CHECK(status.st_gid == 23456);
  CHECK((status.st_mode & 07777) == 0750);
}

TEST_CASE("room that was kept beyond what is written is given back") {
  const test::TemporaryFolder folder;
  ReplacementFile file = opened(folder / "f");
  REQUIRE(::ftruncate(file.descriptor(), 1000) == 0);
  REQUIRE(file.write("abc"));
  REQUIRE(file.commit());
  CHECK(fs::file_size(folder / "f") == 3);
}

TEST_CASE("what is no regular file, or cannot be made, is a usage error with advice") {
  const test::TemporaryFolder folder;
  for (const std::string& path : {folder.path(), std::string("/dev/null"), folder / "missing/f"}) {
    CAPTURE(path);
    const auto refused = ReplacementFile::open(path, {"make it", "writing it"});
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode::usage);
    CHECK(refused.error().advice == "make it");
  }
}
