// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/value_key.hpp"

#include <doctest/doctest.h>

#include <string>

namespace thoth::json {
namespace {

std::string key(const std::string& text) {
  const Parsed parsed = parse(text);
  REQUIRE(parsed.document != nullptr);
  std::string key;
  append_value_key(parsed.document->root(), key);
  return key;
}

TEST_CASE("equal values share a key") {
  CHECK(key(R"({"a":1,"b":[2.0]})") == key(R"({ "b": [2], "a": 1e0 })"));
  CHECK(key(R"("\u0061")") == key(R"("a")"));
}

TEST_CASE("other values have other keys") {
  CHECK(key("1") != key("true"));
  CHECK(key("0") != key("false"));
  CHECK(key("null") != key("0"));
  CHECK(key(R"("1")") != key("1"));
  CHECK(key(R"(["a","b"])") != key(R"(["b","a"])"));
  CHECK(key(R"(["a","b"])") != key(R"(["as1:b"])"));
  CHECK(key("[[],[]]") != key("[[[]]]"));
  CHECK(key("{}") != key("[]"));
}

}  // namespace
}  // namespace thoth::json
