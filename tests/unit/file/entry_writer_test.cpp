// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>

#include "thoth/message_file.hpp"

using namespace thoth;
using file::EntryParts;

namespace {

std::string written(const EntryParts& parts) {
  std::string text;
  file::write_entry(parts, text);
  return text;
}

/// The entry that a text is; views in it are void.
file::Entry read_back(const std::string& text) {
  file::Reader reader(file::Source::from_text(text, "test"));
  file::Entry entry;
  REQUIRE(reader.next(entry).value());
  CHECK(entry.violations.empty());
  return entry;
}

}  // namespace

TEST_CASE("an entry is written with the parts that it has, in one order") {
  EntryParts parts;
  parts.topic_name = "t\"";
  parts.contents = R"({"a":1})";
  CHECK(written(parts) == R"({"topic_name":"t\"","message_contents":{"a":1}})");
  const Headers headers{{"h", "v"}, {"\xff", std::nullopt}};
  parts.topic_name = "t";
  parts.contents = "{}";
  parts.key = "k";
  parts.headers = headers;
  parts.partition = 3;
  parts.timestamp = 4;
  CHECK(written(parts) == R"({"topic_name":"t","message_contents":{},"key":"k","headers":[{"key":"h","value":"v"},)"
                          R"({"key_base64":"/w==","value":null}],"partition":3,"timestamp":4})");
}

TEST_CASE("no headers are not written") {
  EntryParts parts;
  parts.topic_name = "t";
  parts.contents = "{}";
  CHECK(written(parts) == R"({"topic_name":"t","message_contents":{}})");
}

TEST_CASE("what was written is read back as the same entry") {
  const Headers headers{{"h", ""}, {"\xff", "\xfe"}, {"n", std::nullopt}};
  EntryParts parts;
  parts.topic_name = "t";
  parts.bytes = std::string_view("\0\xff", 2);
  parts.key = "\xff";
  parts.headers = headers;
  parts.partition = 0;
  parts.timestamp = 1700000000000;
  const file::Entry entry = read_back(written(parts));
  CHECK(entry.topic_name == "t");
  CHECK(entry.form == file::ValueForm::bytes);
  CHECK(entry.bytes == *parts.bytes);
  CHECK(entry.key == "\xff");
  REQUIRE(entry.headers.size() == headers.size());
  for (std::size_t i = 0; i < headers.size(); ++i) {
    CHECK(entry.headers[i].key == headers[i].key);
    CHECK(entry.headers[i].value == headers[i].value);
  }
  CHECK(entry.partition == 0);
  CHECK(entry.timestamp == 1700000000000);
}

TEST_CASE("a tombstone is one again, with a key and without") {
  EntryParts parts;
  parts.topic_name = "t";
  CHECK(read_back(written(parts)).form == file::ValueForm::tombstone);
  parts.key = "k";
  const file::Entry with_key = read_back(written(parts));
  CHECK(with_key.form == file::ValueForm::tombstone);
  CHECK(with_key.key == "k");
}

TEST_CASE("an entry is appended, without a line break") {
  EntryParts parts;
  parts.topic_name = "t";
  parts.contents = "1";
  std::string text = "[\n";
  file::write_entry(parts, text);
  CHECK(text == "[\n{\"topic_name\":\"t\",\"message_contents\":1}");
}

TEST_CASE("a key and a value with a frame are written without it, and read back with it") {
  const std::string frame("\0\0\0\0*", 5);
  const std::string key = frame + R"({"k":1})";
  EntryParts parts;
  parts.topic_name = "t";
  parts.contents = "[1]";
  parts.frame = frame;
  parts.key = key;
  const std::string text = written(parts);
  CHECK(text == R"({"topic_name":"t","message_contents":[1],"schema_id":42,"framing":"prefix","key":"{\"k\":1}",)"
                R"("key_schema_id":42,"key_framing":"prefix"})");
  CHECK(read_back(text).frame == frame);
  CHECK(read_back(text).key == key);
}

TEST_CASE("a key whose bytes after a frame are not UTF-8 is written whole") {
  const std::string key("\0\0\0\0*[\"\xff\"]", 10);
  EntryParts parts;
  parts.topic_name = "t";
  parts.contents = "1";
  parts.key = key;
  CHECK(written(parts) == R"({"topic_name":"t","message_contents":1,"key_base64":"AAAAACpbIv8iXQ=="})");
  CHECK(read_back(written(parts)).key == key);
}

TEST_CASE("of bytes the schema is named beside them") {
  const std::string bytes(
      "\0\0\0\0*\x06"
      "abc",
      9);
  EntryParts parts;
  parts.topic_name = "t";
  parts.bytes = bytes;
  CHECK(written(parts) == R"({"topic_name":"t","value_base64":"AAAAACoGYWJj","schema_id":42,"framing":"prefix"})");
  CHECK(read_back(written(parts)).bytes == bytes);
}
