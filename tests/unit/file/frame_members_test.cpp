// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/frame_members.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth;
using namespace std::string_literals;

namespace {

constexpr const char* guid = "00112233-4455-6677-8899-aabbccddeeff";

/// An entry with these members too.
file::Entry read_with(const std::string& members) {
  file::Reader reader(file::Source::from_text(R"({"topic_name":"t",)" + members + "}", "test"));
  file::Entry entry;
  REQUIRE(reader.next(entry).value());
  return entry;
}

/// What is wrong with it.
std::string refusal(const std::string& members) {
  const file::Entry entry = read_with(members);
  REQUIRE(entry.violations.size() == 1);
  return entry.violations.front().pointer + ": " + entry.violations.front().message();
}

}  // namespace

TEST_CASE("an id goes before the contents, and before the key") {
  const file::Entry entry =
      read_with(R"("message_contents":{"id":1},"schema_id":42,"key":"{}","key_schema_id":7,"key_framing":"prefix")");
  CHECK(entry.violations.empty());
  CHECK(entry.frame == frame_of_id(42));
  CHECK(entry.key == frame_of_id(7) + "{}");
  CHECK_FALSE(entry.has_headers);
}

TEST_CASE("a GUID goes into a header, and so does an id that is to") {
  const file::Entry entry = read_with(R"("message_contents":1,"schema_guid":")"s + guid +
                                      R"(","key":"k","key_schema_id":7,"key_framing":"header")");
  CHECK(entry.violations.empty());
  CHECK(entry.frame.empty());
  CHECK(entry.key == "k");
  CHECK(entry.headers == Headers{{"__value_schema_id", frame_of_guid(guid)}, {"__key_schema_id", frame_of_id(7)}});
  CHECK_FALSE(entry.has_headers);
  const std::string prefix = R"("message_contents":1,"framing":"prefix","schema_guid":")"s + guid + '"';
  CHECK(read_with(prefix).frame == frame_of_guid(guid));
}

TEST_CASE("a header that is there already is not written twice") {
  const file::Entry entry = read_with(
      R"("message_contents":1,"schema_id":42,"headers":[{"key":"__value_schema_id","value":"\u0000\u0000\u0000\u0000*"}])");
  CHECK(entry.violations.empty());
  CHECK(entry.frame.empty());
  CHECK(entry.headers.size() == 1);
}

TEST_CASE("bytes are whole") {
  const file::Entry entry = read_with(R"("value_base64":"AAAAACp7fQ==","schema_id":42,"framing":"prefix")");
  CHECK(entry.violations.empty());
  CHECK(entry.bytes == frame_of_id(42) + "{}");
  CHECK(entry.frame.empty());
}

TEST_CASE("null is no schema") {
  const file::Entry entry = read_with(R"("message_contents":1,"schema_id":null,"schema_guid":null,"framing":null)");
  CHECK(entry.violations.empty());
  CHECK(entry.frame.empty());
}

TEST_CASE("what cannot be a frame") {
  const std::string contents = R"("message_contents":1,)";
  const std::string an_id = "expected a schema's id: an integer from 0 to 4294967295, found ";
  CHECK(refusal(contents + R"("schema_id":"42")") == "/schema_id: " + an_id + R"(the string "42")");
  CHECK(refusal(contents + R"("schema_id":4294967296)") == "/schema_id: " + an_id + "the number 4294967296");
  CHECK(refusal(contents + R"("schema_id":1.5)") == "/schema_id: " + an_id + "the number 1.5");
  CHECK(refusal(contents + R"("schema_guid":"42")") ==
        R"(/schema_guid: expected a GUID such as 00112233-4455-6677-8899-aabbccddeeff, found the string "42")");
  CHECK(refusal(contents + R"("schema_id":1,"framing":"both")") ==
        R"(/framing: expected "prefix" (before the contents) or "header", found the string "both")");
  CHECK(refusal(contents + R"("framing":"prefix")") ==
        R"(/framing: expected the schema's id or GUID beside it, found the string "prefix")");
  CHECK(refusal(contents + R"("schema_id":1,"schema_guid":")" + guid + '"')
            .starts_with("/schema_guid: expected one of an id and a GUID, not both"));
}

TEST_CASE("a frame that nothing goes after, and one that differs") {
  CHECK(refusal(R"("message_contents":null,"key":"k","schema_id":1)") ==
        "/schema_id: expected contents, because a tombstone has no frame, found the number 1");
  CHECK(refusal(R"("message_contents":1,"key_schema_id":1)") ==
        "/key_schema_id: expected a key, which a frame goes before, found the number 1");
  CHECK(refusal(R"("value_base64":"AAAAACp7fQ==","schema_id":1)") ==
        "/schema_id: expected the schema of the frame that value_base64 begins with, found the number 1 (value_base64 "
        "is the whole value, with its frame)");
  CHECK(
      refusal(
          R"("message_contents":1,"schema_id":1,"headers":[{"key":"__value_schema_id","value":"\u0000\u0000\u0000\u0000*"}])") ==
      "/schema_id: expected the schema that the header __value_schema_id names, found the number 1 (leave one of them "
      "out)");
}

TEST_CASE("the members of a frame are written, and read again the same") {
  const auto written = [](FramedPart part, const SchemaFrame& frame) {
    std::string text;
    json::Writer object(text);
    object.begin_object();
    file::write_frame(part, frame, object);
    object.end_object();
    return text;
  };
  const std::string id = frame_of_id(42);
  const std::string other = frame_of_guid(guid).value();
  CHECK(written(FramedPart::value, {}) == "{}");
  CHECK(written(FramedPart::value, {Framing::prefix, id, {}}) == R"({"schema_id":42,"framing":"prefix"})");
  CHECK(written(FramedPart::key, {Framing::header, other, {}}) ==
        R"({"key_schema_guid":")"s + guid + R"(","key_framing":"header"})");
}
