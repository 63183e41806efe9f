// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/token_index.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "thoth/json.hpp"

using thoth::json::Frame;
using thoth::json::TokenIndex;

namespace {

std::vector<std::uint32_t> tokens(const std::string& text) {
  TokenIndex index;
  REQUIRE(index.make(text) == TokenIndex::Made::yes);
  CHECK(*index.end() == text.size());
  return {index.begin(), index.end()};
}

Frame::State framed(const std::string& text) {
  TokenIndex index;
  REQUIRE(index.make(text) == TokenIndex::Made::yes);
  return thoth::json::frame(index.base(), index.begin(), index.end()).state;
}

}  // namespace

TEST_CASE("a token is every structural character and the first byte of every scalar") {
  CHECK(tokens(R"({"a": [1, true]})") == std::vector<std::uint32_t>{0, 1, 4, 6, 7, 8, 10, 14, 15});
  CHECK(tokens(" \n ").empty());
  // A scalar glued to a string is a token of its own, a string glued to a scalar is not: the walker sees the rest.
  CHECK(tokens(R"("a"1)") == std::vector<std::uint32_t>{0, 3});
  CHECK(tokens(R"(1"a,b")") == std::vector<std::uint32_t>{0});
}

TEST_CASE("what the first stage proves of a text") {
  TokenIndex index;
  CHECK(index.make("\"abc") == TokenIndex::Made::unclosed_string);
  CHECK(index.make("\"a\nb\"") == TokenIndex::Made::no);
  CHECK(index.make("\"\xff\"") == TokenIndex::Made::no);
  CHECK(index.make("\"\xed\xa0\x80\"") == TokenIndex::Made::no);
  CHECK(index.make("") == TokenIndex::Made::no);
}

TEST_CASE("an index and a text taken from it say whether there is a backslash") {
  TokenIndex index;
  REQUIRE(index.make(R"(["a/b"])") == TokenIndex::Made::yes);
  CHECK_FALSE(index.backslashes());
  CHECK_FALSE(thoth::json::index_value(R"(["a"])", index).backslashes);
  CHECK(thoth::json::index_value(R"(["a\n"])", index).backslashes);
}

TEST_CASE("a frame ends where the brackets match") {
  const std::string text = R"({"topic_name":"t","message_contents":{"a":[{}]}} {"b":1})";
  TokenIndex index;
  REQUIRE(index.make(text) == TokenIndex::Made::yes);
  const auto first = thoth::json::frame(index.base(), index.begin(), index.end());
  REQUIRE(first.state == Frame::State::complete);
  CHECK(*first.next == text.find(" {") + 1);
  REQUIRE(first.inner_first != nullptr);
  CHECK(text[*first.inner_first] == '{');
  CHECK(*first.inner_first == text.find("{\"a\""));
  CHECK(*first.inner_next == text.find("} {"));
}

TEST_CASE("two containers inside are no single inner one") {
  const std::string text = R"({"a":{},"b":{}})";
  TokenIndex index;
  REQUIRE(index.make(text) == TokenIndex::Made::yes);
  const auto found = thoth::json::frame(index.base(), index.begin(), index.end());
  CHECK(found.state == Frame::State::complete);
  CHECK(found.inner_first == nullptr);
}

TEST_CASE("broken and unfinished brackets are told apart") {
  CHECK(framed("{\"a\":[1}") == Frame::State::broken);
  CHECK(framed("]") == Frame::State::broken);
  CHECK(framed("{\"a\":1") == Frame::State::incomplete);
  // A missing closing bracket shows at the next line already.
  CHECK(framed("{\"a\":1\n{\"b\":2}\n{\"c\":3}") == Frame::State::broken);
  CHECK(framed("{\"a\":1,\n{\"b\":2}\n") == Frame::State::broken);
  CHECK(framed("[1 [2]]") == Frame::State::broken);
}

TEST_CASE("a frame may be as deep as JSON may here, and no deeper") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(framed(nested(thoth::json::max_depth)) == Frame::State::complete);
  CHECK(framed(nested(thoth::json::max_depth + 1)) == Frame::State::broken);
}
