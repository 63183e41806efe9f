// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/path_globs.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::json_schema::PathGlobs;

namespace {

bool matches(const std::string& glob, const std::string& path) {
  const auto globs = PathGlobs::make({"other", glob});
  REQUIRE(globs);
  return globs->matches(path);
}

}  // namespace

TEST_CASE("a pattern without a slash is of a name in any folder") {
  CHECK(matches("package.json", "package.json"));
  CHECK(matches("package.json", "a/b/package.json"));
  CHECK_FALSE(matches("package.json", "package_json"));
  CHECK_FALSE(matches("package.json", "my-package.json"));
  CHECK(matches("*.test.json", "a/x.test.json"));
  CHECK_FALSE(matches("*.json", "a.json/b.yaml"));
  CHECK(matches("node_modules", "a/node_modules"));
  CHECK(matches("node_modules/", "a/node_modules"));
  CHECK(matches("?.json", "a.json"));
  CHECK_FALSE(matches("?.json", "ab.json"));
}

TEST_CASE("other patterns are of paths from the top") {
  CHECK(matches("drafts/*.json", "drafts/a.json"));
  CHECK_FALSE(matches("drafts/*.json", "drafts/deep/a.json"));
  CHECK_FALSE(matches("drafts/*.json", "x/drafts/a.json"));
  CHECK(matches("./drafts", "drafts"));
  CHECK(matches("/drafts", "drafts"));
  CHECK_FALSE(matches("/drafts", "x/drafts"));
  CHECK(matches("a/**", "a/b/c.json"));
  CHECK(matches("a/**/c.json", "a/c.json"));
  CHECK(matches("a/**/c.json", "a/b/b/c.json"));
  CHECK(matches("**/c.json", "b/c.json"));
}

TEST_CASE("a class is one of its characters") {
  CHECK(matches("[a-c]1.json", "b1.json"));
  CHECK_FALSE(matches("[a-c]1.json", "d1.json"));
  CHECK(matches("[!a-c]1.json", "d1.json"));
  CHECK_FALSE(matches("[!a-c]1.json", "b1.json"));
  CHECK(matches("[]]x", "]x"));
  CHECK(matches("[x", "[x"));
  CHECK(matches("a+(b)", "a+(b)"));
  const auto broken = PathGlobs::make({"[z-a]"});
  REQUIRE_FALSE(broken);
  CHECK(broken.error().text() ==
        "reading the pattern of paths [z-a]: the range z-a is empty (write the lower end first, as in [a-z])");
}
