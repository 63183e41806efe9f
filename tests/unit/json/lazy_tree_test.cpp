// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/lazy_tree.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth;

TEST_CASE("a text is parsed once, when its tree is first asked for") {
  std::string text = "[]";
  json::LazyTree tree(text);
  text = "{}";
  REQUIRE(tree.root() != nullptr);
  CHECK(tree.root()->kind == json::Kind::object);
  text = "no";
  CHECK(tree.root() != nullptr);
  CHECK(tree.tree().violations.empty());
  tree.reset(text);
  CHECK(tree.root() == nullptr);
}

TEST_CASE("a text with a fault has no value, though its tree may be readable") {
  for (const char* text : {R"({"a":1,"a":2})", R"({"a":1)"}) {
    json::LazyTree tree(text);
    CHECK(tree.root() == nullptr);
    CHECK(tree.tree().violations.size() == 1);
    REQUIRE(tree.tree().root != nullptr);
    CHECK(tree.tree().root->find("a") != nullptr);
  }
  json::LazyTree empty;
  CHECK(empty.root() == nullptr);
}
