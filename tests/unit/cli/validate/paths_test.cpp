// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/paths.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/temporary_file.hpp"
#include "support/temporary_folder.hpp"

using namespace thoth;
using cli::listed_paths;
using cli::message_files;
using Paths = std::vector<std::string>;

TEST_CASE("a path that is no folder stands for itself, whether it is there or not") {
  CHECK(message_files("-").files == Paths{"-"});
  CHECK(message_files("/no/such/file").files == Paths{"/no/such/file"});
  CHECK(message_files("/no/such/file").errors.empty());
}

TEST_CASE("a folder stands for the message files in it, at any depth, in order of name") {
  const test::TemporaryFolder folder;
  for (const char* const name : {"b.json", "a/z.ndjson", "a/b/c.jsonl", "d.txt", "json", ".json/e"}) {
    folder.write(name, "");
  }
  CHECK(message_files(folder.path()).files == Paths{folder / "a/b/c.jsonl", folder / "a/z.ndjson", folder / "b.json"});
}

TEST_CASE("a link to a folder is not followed, so that no walk goes round in circles") {
  const test::TemporaryFolder folder;
  folder.write("a.json", "");
  std::filesystem::create_directory_symlink(folder.path(), folder / "again");
  std::filesystem::create_symlink(folder / "a.json", folder / "b.json");
  CHECK(message_files(folder.path()).files == Paths{folder / "a.json", folder / "b.json"});
}

TEST_CASE("a folder without a message file is an error") {
  const test::TemporaryFolder folder;
  const auto found = message_files(folder.path());
  CHECK(found.files.empty());
  REQUIRE(found.errors.size() == 1);
  CHECK(found.errors[0].code == ErrorCode::usage);
  CHECK(found.errors[0].subject == folder.path());
}

TEST_CASE("a list has a path a line, and empty lines count for nothing") {
  const test::TemporaryFile list("a.json\n\n b c \nlast");
  CHECK(listed_paths(list.path()).value() == Paths{"a.json", " b c ", "last"});
  const test::TemporaryFile empty("");
  CHECK(listed_paths(empty.path()).value().empty());
  const auto missing = listed_paths("/no/such/list");
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::usage);
  CHECK(missing.error().subject == "/no/such/list");
}
