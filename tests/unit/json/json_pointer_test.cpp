// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "thoth/json_pointer.hpp"

using thoth::json::Pointer;

namespace {

/// What a pointer finds in a document, as JSON; "nothing" if there is nothing.
std::string found(const std::string& pointer) {
  static const std::string text = R"({"a":[10,{"b":null}],"":"empty","x/y":1,"~":2,"~1":3,"0":4})";
  static const auto parsed = thoth::json::parse(text);
  const auto made = Pointer::parse(pointer);
  REQUIRE(made.has_value());
  CHECK(made->text() == pointer);
  const auto* node = made->find(parsed.document->root());
  if (node == nullptr) return "nothing";
  std::string out;
  thoth::json::write(*node, out);
  return out;
}

}  // namespace

TEST_CASE("a pointer finds members and elements") {
  CHECK(found("/a/0") == "10");
  CHECK(found("/a/1/b") == "null");
  CHECK(found("/") == "\"empty\"");
  CHECK(found("/x~1y") == "1");
  CHECK(found("/~0") == "2");
  CHECK(found("/~01") == "3");
  CHECK(found("/0") == "4");
  CHECK(found("").starts_with("{\"a\":"));
}

TEST_CASE("a pointer to nothing finds nothing") {
  for (const char* pointer : {"/b", "/a/2", "/a/00", "/a/-", "/a/-1", "/a/+1", "/a/1x", "/a/", "/a/0/0", "/x~1y/z",
                              "/a/99999999999999999999"}) {
    CAPTURE(pointer);
    CHECK(found(pointer) == "nothing");
  }
}

TEST_CASE("what is no pointer is a usage error that says how to write it") {
  for (const char* text : {"a", "a/b", "/a~", "/a~2b", "/~"}) {
    CAPTURE(text);
    const auto pointer = Pointer::parse(text);
    REQUIRE_FALSE(pointer.has_value());
    CHECK(pointer.error().code == thoth::ErrorCode::usage);
    CHECK(pointer.error().text().find(text) != std::string::npos);
    CHECK_FALSE(pointer.error().advice.empty());
  }
}
