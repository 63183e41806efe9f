// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/undelivered_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace thoth;
using namespace thoth::cli;

namespace {

class Folder {
 public:
  Folder() { REQUIRE(::mkdtemp(path_.data()) != nullptr); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string file(const char* name) const { return path_ + "/" + name; }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::string path_ = "/tmp/thoth-undelivered-test-XXXXXX";
};

std::string content(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the file takes its place when it is whole, without the room that was kept") {
  const Folder folder;
  const std::string path = folder.file("rest");
  std::ofstream(path) << "old";
  auto file = UndeliveredFile::open(path, 100000);
  REQUIRE(file.has_value());
  file::EntryParts parts;
  parts.topic_name = "t";
  parts.contents = "{}";
  parts.key = "k";
  REQUIRE(file->add(parts).has_value());
  REQUIRE(file->add_line("{}").has_value());
  CHECK(content(path) == "old");
  REQUIRE(file->commit().has_value());
  CHECK(content(path) == "{\"topic_name\":\"t\",\"message_contents\":{},\"key\":\"k\"}\n{}\n");
  CHECK(file->entries() == 2);
  CHECK(folder.files() == 1);
}

TEST_CASE("a file that is not committed leaves nothing") {
  const Folder folder;
  {
    auto file = UndeliveredFile::open(folder.file("rest"), 10);
    REQUIRE(file.has_value());
    REQUIRE(file->add_line("{}").has_value());
  }
  CHECK(folder.files() == 0);
}

TEST_CASE("nothing undelivered is an empty message file") {
  const Folder folder;
  auto file = UndeliveredFile::open(folder.file("rest"), 0);
  REQUIRE(file.has_value());
  REQUIRE(file->commit().has_value());
  CHECK(content(folder.file("rest")) == "[]\n");
}

TEST_CASE("a new file has the mode that others have") {
  const Folder folder;
  const mode_t before = ::umask(027);
  auto file = UndeliveredFile::open(folder.file("rest"), 0);
  ::umask(before);
  REQUIRE(file.has_value());
  REQUIRE(file->commit().has_value());
  struct stat status {};
  REQUIRE(::stat(folder.file("rest").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
}

TEST_CASE("more room than there is on any disk is found out at once") {
  const Folder folder;
  const auto file = UndeliveredFile::open(folder.file("rest"), std::uint64_t{1} << 62);
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().code == ErrorCode::io);
  CHECK(folder.files() == 0);
}
