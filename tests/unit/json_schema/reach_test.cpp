// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/reach.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/temporary_folder.hpp"

using namespace thoth;
using namespace thoth::json_schema;

namespace fs = std::filesystem;
using State = Reach::State;

TEST_CASE("the working tree that holds the catalog bounds references") {
  const test::TemporaryFolder folder;
  folder.write("outside.json", "{}");
  folder.write("tree/.git/HEAD", "");
  folder.write("tree/common/x.json", "{}");
  folder.write("tree/catalog/a.json", "{}");
  const Reach reach(folder / "tree/catalog");
  CHECK(reach.root() == folder / "tree");
  CHECK(reach.find(folder / "tree/catalog/a.json").state == State::inside);
  const Reach::Found common = reach.find(folder / "tree/catalog/../common/x.json");
  CHECK(common.state == State::inside);
  CHECK(common.path == folder / "tree/common/x.json");
  CHECK(reach.find(folder / "tree/common/none.json").state == State::missing);
  CHECK(reach.find(folder / "tree/common").state == State::irregular);
  CHECK(reach.find(folder / "outside.json").state == State::outside);
  CHECK(reach.find(folder / "none.json").state == State::outside);
  CHECK(reach.find(folder / "tree-of-another-name/x.json").state == State::outside);
}

TEST_CASE("a worktree's .git is a file") {
  const test::TemporaryFolder folder;
  folder.write("tree/.git", "gitdir: elsewhere");
  folder.write("tree/deep/catalog/a.json", "{}");
  CHECK(Reach(folder / "tree/deep/catalog").root() == folder / "tree");
}

TEST_CASE("without a working tree the catalog's folder bounds them, or the folder that is named") {
  const test::TemporaryFolder folder;
  folder.write("common/x.json", "{}");
  folder.write("catalog/a.json", "{}");
  CHECK(Reach(folder / "catalog").find(folder / "common/x.json").state == State::outside);
  const Reach named(folder / "catalog", fs::path(folder / "common"));
  CHECK(named.find(folder / "common/x.json").state == State::inside);
  CHECK(named.find(folder / "catalog/a.json").state == State::inside);
}

TEST_CASE("without a working tree the current folder bounds a catalog that is in it") {
  const test::TemporaryFolder folder;
  folder.write("in/catalog/a.json", "{}");
  const fs::path before = fs::current_path();
  fs::current_path(folder / "in");
  CHECK(Reach(folder / "in/catalog").root() == folder / "in");
  CHECK(Reach(folder.path()).root() == folder.path());
  fs::current_path("/");
  CHECK(Reach(folder / "in/catalog").root() == folder / "in/catalog");
  fs::current_path(before);
}

TEST_CASE("a link counts as what it leads to") {
  const test::TemporaryFolder folder;
  folder.write("out/x.json", "{}");
  folder.write("in/a.json", "{}");
  fs::create_symlink("../out/x.json", folder / "in/link.json");
  fs::create_symlink("../out", folder / "in/folder");
  fs::create_symlink("../in/a.json", folder / "out/back.json");
  fs::create_symlink("circle.json", folder / "in/circle.json");
  const Reach reach(folder / "in");
  CHECK(reach.find(folder / "in/link.json").state == State::outside);
  CHECK(reach.find(folder / "in/folder/x.json").state == State::outside);
  CHECK(reach.find(folder / "in/folder/none.json").state == State::outside);
  CHECK(reach.find(folder / "out/back.json").state == State::inside);
  CHECK(reach.find(folder / "in/circle.json").state == State::missing);
}

TEST_CASE("a file URI names a path that is absolute, or one that is not") {
  const auto named = [](const std::string& uri) {
    const auto file = file_named_by(uri);
    return file ? (file->is_absolute ? "absolute " : "by name ") + file->path.string() : "none";
  };
  CHECK(named("file:///a/b%20c.json") == "absolute /a/b c.json");
  CHECK(named("file:/a/b.json") == "absolute /a/b.json");
  CHECK(named("file://localhost/a/b.json") == "absolute /a/b.json");
  CHECK(named("file:b.json") == "by name b.json");
  CHECK(named("file:../x/b.json") == "by name ../x/b.json");
  CHECK(named("file://b.json") == "by name b.json");
  CHECK(named("file://x/b.json") == "by name x/b.json");
  CHECK(named("https://example.com/b.json") == "none");
}
