// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "thoth/json.hpp"

using namespace thoth::json;

TEST_CASE("a member is found by its name, the first of several") {
  const auto parsed = parse(R"({"a": 1, "b": 2, "a": 3})");
  const Node& root = parsed.document->root();
  REQUIRE(root.find("a") != nullptr);
  CHECK(root.find("a")->text == "1");
  CHECK(root.find("b")->text == "2");
  CHECK(root.find("") == nullptr);
  CHECK(root.find("b")->find("a") == nullptr);
}

TEST_CASE("a document that is moved keeps its tree") {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += "\"\\u0061" + std::to_string(i) + "\",";
  text.back() = ']';
  auto parsed = parse(text);
  Document document = std::move(*parsed.document);
  Document other = std::move(*parse("1").document);
  other = std::move(document);
  REQUIRE(other.root().items.size() == 1000);
  CHECK(other.root().items[0].text == "a0");
  CHECK(other.root().items[999].text == "a999");
}
