// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/schema_frame.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::ContentType;
using thoth::describe_binary;
using thoth::frame_of_guid;
using thoth::frame_of_id;
using thoth::FramedPart;
using thoth::Framing;
using thoth::Headers;
using thoth::SchemaFrame;
using thoth::split_frame;
using namespace std::string_literals;

namespace {

constexpr const char* guid = "00112233-4455-6677-8899-aabbccddeeff";

/// What bytes after the frame of schema 42 are called.
std::string named(const std::string& contents) {
  const std::string bytes = frame_of_id(42) + contents;
  return describe_binary(split_frame(FramedPart::value, bytes)).value_or("");
}

std::string named_as(const std::string& format) {
  return "a value after a schema registry's frame (schema 42) that is not JSON: " + format;
}

}  // namespace

TEST_CASE("JSON after a schema registry's frame") {
  const std::string bytes = "\0\0\0\0*{\"id\":1}"s;
  const SchemaFrame frame = split_frame(FramedPart::value, bytes);
  CHECK(frame.framing == Framing::prefix);
  CHECK(frame.id() == 42);
  CHECK_FALSE(frame.guid());
  CHECK(frame.schema() == "42");
  CHECK(frame.bytes == frame_of_id(42));
  CHECK(frame.contents == "{\"id\":1}");
  CHECK(split_frame(FramedPart::key, bytes).contents == "{\"id\":1}");
}

TEST_CASE("a frame with any id, and with a GUID") {
  for (const std::uint32_t id : {0U, 1U, 0x0A22205CU, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
    const std::string bytes = frame_of_id(id) + "[1]";
    CHECK(split_frame(FramedPart::value, bytes).id() == id);
  }
  const std::string bytes = frame_of_guid(guid).value() + "{}";
  const SchemaFrame frame = split_frame(FramedPart::value, bytes);
  CHECK(frame.guid() == guid);
  CHECK(frame.schema() == guid);
  CHECK_FALSE(frame.id());
  CHECK(frame.contents == "{}");
  const std::string like_utf16 = frame_of_guid("22005d00-4455-6677-8899-aabbccddeeff").value() + "{}";
  CHECK(split_frame(FramedPart::value, like_utf16).contents == "{}");
}

TEST_CASE("what is no GUID") {
  CHECK(frame_of_guid("00112233445566778899AABBCCDDEEFF") == frame_of_guid(guid));
  for (const char* text : {"", "1", "00112233-4455-6677-8899-aabbccddeef", "00112233-4455-6677-8899-aabbccddeeff0",
                           "00112233445566778899aabbccddeegg", "001122334455-6677-8899-aabb-ccddeeff"}) {
    CAPTURE(text);
    CHECK_FALSE(frame_of_guid(text));
  }
}

TEST_CASE("a frame in a header leaves the bytes whole") {
  const Headers headers{{"a", "b"}, {"__value_schema_id", frame_of_id(1)}, {"__value_schema_id", frame_of_guid(guid)}};
  const SchemaFrame frame = split_frame(FramedPart::value, "{}", headers);
  CHECK(frame.framing == Framing::header);
  CHECK(frame.guid() == guid);  // of several headers the last one counts
  CHECK(frame.contents == "{}");
  CHECK_FALSE(split_frame(FramedPart::key, "{}", headers).is_there());
  CHECK(split_frame(FramedPart::key, "{}", Headers{{"__key_schema_id", frame_of_id(7)}}).id() == 7);
}

TEST_CASE("a header that is no frame, and one that is of another record") {
  for (const auto& value :
       {std::optional<std::string>(), std::optional(""s), std::optional("42"s), std::optional("\0*"s)}) {
    CHECK_FALSE(split_frame(FramedPart::value, "{}", Headers{{"__value_schema_id", value}}).is_there());
  }
  const std::string bytes = frame_of_id(42) + "{}";
  const Headers headers{{"__value_schema_id", frame_of_id(1)}};
  CHECK(split_frame(FramedPart::value, bytes, headers).id() == 42);
}

TEST_CASE("bytes that begin like a frame and are none") {
  for (const std::string& bytes : {""s, "\0"s, "\0\0\0*"s, "{\"id\":1}"s, "\0\0\0\0\0\0\0*"s,
                                   "\0{\0\"\0a\0\"\0:\0001\0}"s, "\x01 0123456789abcdef"s, "\x80\0\0\0*{}"s}) {
    CAPTURE(bytes);
    const SchemaFrame frame = split_frame(FramedPart::value, bytes);
    CHECK_FALSE(frame.is_there());
    CHECK(frame.contents == bytes);
  }
  // Numbers in binary are common keys.
  CHECK_FALSE(split_frame(FramedPart::key, "\0\0\0\x01\0\0\0*"s).is_there());
  CHECK_FALSE(split_frame(FramedPart::key, "\0\0\0\0*123"s).is_there());
}

TEST_CASE("contents that are not JSON are named by their first bytes") {
  CHECK(named("\x06"
              "abc") == named_as("most likely Avro"));
  CHECK(named("\0\x0A\x03"
              "abc\x10\x01"s) == named_as("most likely Protobuf"));
  CHECK(named("\x04\x02\0\x0A\x03"
              "abc"s) == named_as("most likely Protobuf"));
  CHECK(named("\0"s) == named_as("Avro or Protobuf"));
  CHECK(named("") == "nothing after a schema registry's frame (schema 42)");
  CHECK(named("Obj\x01\x04") == "an Avro object container file");
  CHECK(named("{\"id\":}").empty());
  CHECK(named("\"text\"").empty());
}

TEST_CASE("contents with a frame in a header, and with none") {
  const Headers avro{{"__value_schema_id", frame_of_guid(guid)}};
  const std::string head = "a value with the header of a schema registry (schema "s + guid + ") that is not JSON: ";
  CHECK(describe_binary(split_frame(FramedPart::value,
                                    "\x06"
                                    "abc",
                                    avro)) == head + "most likely Avro");
  const Headers protobuf{{"__value_schema_id", frame_of_guid(guid).value() + "\0"s}};
  CHECK(describe_binary(split_frame(FramedPart::value,
                                    "\x06"
                                    "abc",
                                    protobuf)) == head + "most likely Protobuf");
  CHECK(describe_binary(split_frame(FramedPart::value, "Obj\x01")) == "an Avro object container file");
  CHECK_FALSE(describe_binary(split_frame(FramedPart::value, "\xFF\xFE")));
}

TEST_CASE("contents that are not JSON are named by what is declared") {
  const ContentType avro{"application/vnd.apache.avro", "its header content-type"};
  const std::string name = "that is not JSON: Avro, as its header content-type says (application/vnd.apache.avro)";
  const auto described = [](const std::string& bytes, const ContentType& declared) {
    return describe_binary(split_frame(FramedPart::value, bytes), declared).value_or("");
  };
  CHECK(described("\x06"
                  "abc",
                  avro) == "a value " + name);
  CHECK(described("{\"id\":1", avro) == "a value " + name);
  CHECK(described("", avro) == "a value " + name);
  CHECK(described(frame_of_id(42), avro) == "a value after a schema registry's frame (schema 42) " + name);
  CHECK(described(frame_of_id(42) + "\0\x0A\x03"
                                    "abc"s,
                  avro) == "a value after a schema registry's frame (schema 42) " + name);
  CHECK(described("Obj\x01\x04", avro) == "an Avro object container file");
  // What says nothing of the format.
  CHECK(described(frame_of_id(42) + "\x06"
                                    "abc",
                  {"application/json", ""}) == named_as("most likely Avro"));
  CHECK(described(frame_of_id(42) + "\x06"
                                    "abc",
                  {"application/octet-stream", ""}) == named_as("most likely Avro"));
  CHECK(described("abc", {"application/octet-stream", ""}).empty());
  const ContentType text{"text/plain", "its header content-type"};
  CHECK(described("abc", text) == "a value that is not JSON: plain text, as its header content-type says (text/plain)");
  CHECK(described("{\"id\":1", text).empty());
}

TEST_CASE("Avro's single-object encoding is known by its first bytes") {
  CHECK(describe_binary(split_frame(FramedPart::value, "\xC3\x01\1\2\3\4\5\6\7\x08\x06"s)) ==
        "a value in Avro's single-object encoding");
  CHECK_FALSE(describe_binary(split_frame(FramedPart::value, "\xC3\x01\1\2"s)));
}
