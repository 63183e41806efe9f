// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/entry.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace thoth;

namespace {

/// An entry as it is read from a text that starts at line 5, column 3.
struct Made {
  explicit Made(std::string_view text, Detail detail = Detail::full) {
    entry.text = text;
    entry.place = {100, 5, 3};
    file::read_entry(parser.read(text, json::Extent::whole, detail), entry, detail);
  }
  json::Parser parser;
  file::Entry entry;
};

}  // namespace

TEST_CASE("all members of an entry are taken") {
  const Made made(R"({"topic_name":"t","message_contents":{"a":1},"key_base64":"/w==","partition":2147483647,
    "headers":[{"key":"h","value":null},{"key_base64":"/w==","value_base64":"/g=="}],
    "timestamp":"1970-01-01T00:00:01Z","topic":0,"offset":"x","violations":[],"masked":false})");
  const file::Entry& entry = made.entry;
  CHECK(entry.violations.empty());
  CHECK(entry.topic_name == "t");
  CHECK(entry.form == file::ValueForm::contents);
  CHECK(entry.contents.bytes == R"({"a":1})");
  CHECK(entry.key == "\xff");
  CHECK(entry.partition == 2147483647);
  CHECK(entry.timestamp == 1000);
  REQUIRE(entry.headers.size() == 2);
  CHECK(entry.headers[0].key == "h");
  CHECK_FALSE(entry.headers[0].value);
  CHECK(entry.headers[1].key == "\xff");
  CHECK(entry.headers[1].value == "\xfe");
}

TEST_CASE("an entry may be a line of a dry run") {
  const Made made(R"({"topic":"p.t","key":null,"headers":[],"partition":null,"value":{"a":1},"topic_name":"t"})");
  CHECK(made.entry.violations.empty());
  CHECK(made.entry.contents.bytes == R"({"a":1})");
  CHECK(made.entry.has_key);
  CHECK(made.entry.has_headers);
  CHECK_FALSE(made.entry.partition);
  const Made twice(R"({"topic_name":"t","value":1,"message_contents":1})");
  REQUIRE(twice.entry.violations.size() == 1);
  CHECK(twice.entry.violations[0].pointer == "/message_contents");
  const Made duplicate(R"({"topic_name":"t","value":{"a":1,"a":2}})");
  REQUIRE(duplicate.entry.violations.size() == 1);
  CHECK(duplicate.entry.violations[0].pointer == "/a");
}

TEST_CASE("bytes come before contents, and null is a tombstone") {
  const Made bytes(R"({"topic_name":"t","message_contents":{"a":1},"value_base64":"YQ=="})");
  CHECK(bytes.entry.form == file::ValueForm::bytes);
  CHECK(bytes.entry.bytes == "a");
  CHECK(Made(R"({"topic_name":"t","value_base64":null})").entry.form == file::ValueForm::tombstone);
  CHECK(Made(R"({"topic_name":"t","message_contents":null,"key":"k"})").entry.form == file::ValueForm::tombstone);
}

TEST_CASE("what is wrong is told at its member, with the place in the file") {
  struct Wrong {
    const char* text;
    const char* pointer;
  };
  for (const Wrong& wrong :
       {Wrong{"[]", ""}, Wrong{R"({"message_contents":{}})", "/topic_name"},
        Wrong{R"({"topic_name":"","message_contents":{}})", "/topic_name"},
        Wrong{R"({"topic_name":"t"})", "/message_contents"},
        Wrong{R"({"topic_name":"t","message_contents":null})", "/message_contents"},
        Wrong{R"({"topic_name":"t","message_contents":null,"key":null})", "/message_contents"},
        Wrong{R"({"topic_name":"t","value_base64":"a"})", "/value_base64"},
        Wrong{R"({"topic_name":"t","message_contents":{},"key":1})", "/key"},
        Wrong{R"({"topic_name":"t","message_contents":{},"key":"a","key_base64":"YQ=="})", "/key_base64"},
        Wrong{R"({"topic_name":"t","message_contents":{},"headers":{}})", "/headers"},
        Wrong{R"({"topic_name":"t","message_contents":{},"headers":[{"value":"x"}]})", "/headers/0"},
        Wrong{R"({"topic_name":"t","message_contents":{},"headers":[{"key":"x","value":1}]})", "/headers/0/value"},
        Wrong{R"({"topic_name":"t","message_contents":{},"partition":-1})", "/partition"},
        Wrong{R"({"topic_name":"t","message_contents":{},"partition":2147483648})", "/partition"},
        Wrong{R"({"topic_name":"t","message_contents":{},"partition":1.0})", "/partition"},
        Wrong{R"({"topic_name":"t","message_contents":{},"timestamp":-1})", "/timestamp"},
        Wrong{R"({"topic_name":"t","message_contents":{},"timestamp":"yesterday"})", "/timestamp"},
        Wrong{R"({"topic_name":"t","message_contents":{},"masked":true})", "/masked"},
        Wrong{R"({"topic_name":"t","message_contents":{},"topicname":"u"})", "/topicname"}}) {
    CAPTURE(wrong.text);
    const Made made(wrong.text);
    REQUIRE(made.entry.violations.size() == 1);
    CHECK(made.entry.violations[0].code == Code::entry_shape);
    CHECK(made.entry.violations[0].pointer == wrong.pointer);
  }
  const Made late("{\"topic_name\":\"t\",\n \"message_contents\":{},\n \"key\":1}");
  CHECK(late.entry.violations.at(0).place == Place{100 + 50, 7, 8});
  CHECK(
      Made(R"({"topic_name":"t","message_contents":{},"topicname":"u"})").entry.violations[0].hint.find("topic_name") !=
      std::string::npos);
}

TEST_CASE("violations of JSON within the contents point into them") {
  const Made made(R"({"topic_name":"t","message_contents":{"a":1,"a":2},"key":"k","key":"l"})");
  REQUIRE(made.entry.violations.size() == 2);
  CHECK(made.entry.violations[0].pointer == "/a");
  CHECK(made.entry.violations[1].pointer == "/key");
}

TEST_CASE("violations that are only counted have no words") {
  const Made made(R"({"topic_name":"t","message_contents":{},"other":1})", Detail::count);
  REQUIRE(made.entry.violations.size() == 1);
  CHECK(made.entry.violations[0].expected.empty());
  CHECK(made.entry.violations[0].pointer == "/other");
}

TEST_CASE("an entry that is emptied is as a new one") {
  Made made(R"({"topic_name":"t","message_contents":{},"key":"k","partition":1,"timestamp":1,"headers":[],"x":1})");
  file::clear(made.entry);
  CHECK(made.entry.topic_name.empty());
  CHECK_FALSE(made.entry.key);
  CHECK_FALSE(made.entry.has_key);
  CHECK_FALSE(made.entry.has_headers);
  CHECK_FALSE(made.entry.partition);
  CHECK_FALSE(made.entry.timestamp);
  CHECK(made.entry.contents.bytes.empty());
  CHECK(made.entry.violations.empty());
  CHECK(made.entry.partial == nullptr);
}

TEST_CASE("violations in contents are located from where the contents start") {
  Made made("{\"topic_name\":\"t\",\n\"message_contents\":{\"a\":\n1}}");
  Violations violations(1);
  violations[0].place.offset = 6;
  file::locate(made.entry, violations);
  CHECK(violations[0].place == Place{100 + 44, 7, 1});
  made.entry.form = file::ValueForm::bytes;
  file::locate(made.entry, violations);
  CHECK(violations[0].place == made.entry.place);
}
