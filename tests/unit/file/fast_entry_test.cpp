// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "file/entry.hpp"

using namespace thoth;

namespace {

/// What a look at an entry's tokens gives.
struct Looked {
  explicit Looked(std::string entry_text) : text(std::move(entry_text)) {
    const json::Text tokens = json::index_value(text, index);
    REQUIRE(tokens.first != nullptr);
    taken = file::fast_entry(tokens, json::frame(text.data(), tokens.first, tokens.last), entry);
  }
  std::string text;
  json::TokenIndex index;
  file::Entry entry;
  bool taken = false;
};

}  // namespace

TEST_CASE("an entry of the usual form is read off its tokens, in any order and with white space") {
  const Looked plain(R"({"topic_name":"t","message_contents":{"a":"b"}})");
  CHECK(plain.taken);
  CHECK(plain.entry.topic_name == "t");
  CHECK(plain.entry.contents.bytes == R"({"a":"b"})");
  CHECK_FALSE(plain.entry.has_key);
  const Looked with_key(R"( { "key" : "" , "message_contents" : { } , "topic_name" : "é" } )");
  CHECK(with_key.taken);
  CHECK(with_key.entry.topic_name == "é");
  CHECK(with_key.entry.key == "");
  CHECK(with_key.entry.contents.bytes == "{ }");
}

TEST_CASE("anything else needs a closer look") {
  for (const char* const text :
       {R"({"topic_name":"t"})", R"({"message_contents":{}})", R"({"topic_name":"","message_contents":{}})",
        R"({"topic_name":"\u0074","message_contents":{}})", R"({"topic\u005fname":"t","message_contents":{}})",
        R"({"topic_name":1,"message_contents":{}})", R"({"topic_name":"t","message_contents":[]})",
        R"({"topic_name":"t","message_contents":null,"key":"k"})",
        R"({"topic_name":"t","message_contents":{},"key":null})",
        R"({"topic_name":"t","topic_name":"u","message_contents":{}})",
        R"({"topic_name":"t","message_contents":{},"message_contents":{}})",
        R"({"topic_name":"t","message_contents":{},"key":"a","key":"b"})",
        R"({"topic_name":"t","message_contents":{},"partition":1})",
        R"({"topic_name":"t","message_contents":{},"headers":[]})", R"([{"topic_name":"t","message_contents":{}}])",
        R"({"topic_name":"t","message_contents":{},})", R"({"topic_name":"t" "message_contents":{}})"}) {
    CAPTURE(text);
    CHECK_FALSE(Looked(text).taken);
  }
}
