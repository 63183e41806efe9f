// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/content_type.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::content_type_of;
using thoth::ContentType;
using thoth::Headers;
using thoth::media_type_of;
using thoth::names_json;

namespace {

/// What a value of that media type is said to be.
std::string said(const std::string& content_type) {
  return content_type_of(Headers{{"content-type", content_type}}).text();
}

bool is_json(const std::string& media_type) {
  return ContentType{media_type, ""}.is_json();
}

}  // namespace

TEST_CASE("a media type is in lower case, without parameters, blanks and quotes") {
  for (const char* text :
       {"application/vnd.apache.avro", "Application/VND.apache.Avro", " application/vnd.apache.avro ;version=1.9.0",
        "application/vnd.apache.avro; a=\"b;c\"", "\"application/vnd.apache.avro\"", "application/vnd.apache.avro;"}) {
    CAPTURE(text);
    CHECK(media_type_of(text) == "application/vnd.apache.avro");
  }
}

TEST_CASE("what is not a media type") {
  const std::string long_name(128, 'a');
  for (const std::string& text : {std::string(), std::string(" "), std::string("avro"), std::string("/avro"),
                                  std::string("application/"), std::string("a/b/c"), std::string("a b/c"),
                                  std::string("a/\x1b[31m"), std::string("a/\xc3\xa4"), "a/" + long_name}) {
    CAPTURE(text);
    CHECK_FALSE(media_type_of(text));
  }
}

TEST_CASE("JSON is named by its media type or by a suffix") {
  for (const char* type :
       {"application/json", "text/json", "application/cloudevents+json", "application/vnd.x.avro+json"}) {
    CAPTURE(type);
    CHECK(is_json(type));
    CHECK_FALSE(ContentType{type, ""}.is_other_format());
  }
  for (const char* type :
       {"", "application/jsonx", "application/x-json", "application/json-seq", "application/vnd.apache.avro"}) {
    CAPTURE(type);
    CHECK_FALSE(is_json(type));
  }
  CHECK_FALSE(ContentType{}.is_other_format());
  CHECK_FALSE(ContentType{"application/octet-stream", ""}.is_other_format());
  CHECK(ContentType{"application/foo", ""}.is_other_format());
}

TEST_CASE("a format is called as people call it") {
  CHECK(said("application/vnd.apache.avro") == "Avro, as its header content-type says (application/vnd.apache.avro)");
  for (const char* type :
       {"avro/binary", "application/avro", "application/x-avro-binary", "application/vnd.a.protobuf+avro"}) {
    CHECK(said(type).starts_with("Avro, "));
  }
  for (const char* type : {"application/vnd.google.protobuf", "application/x-protobuf", "application/protobuf",
                           "application/cloudevents+protobuf", "application/grpc+proto", "application/x-protobuf3"}) {
    CHECK(said(type).starts_with("Protobuf, "));
  }
  CHECK(said("application/x-msgpack").starts_with("MessagePack, "));
  CHECK(said("application/cbor").starts_with("CBOR, "));
  CHECK(said("text/xml; charset=utf-8") == "XML, as its header content-type says (text/xml)");
  CHECK(said("application/soap+xml").starts_with("XML, "));
  CHECK(said("text/plain") == "plain text, as its header content-type says (text/plain)");
  CHECK(said("application/foo") == "application/foo, as its header content-type says");
  CHECK(said("application/protocol").starts_with("application/protocol, "));
}

TEST_CASE("the header that says it") {
  CHECK(content_type_of(Headers{{"Content-Type", "a/b"}}).said_by == "its header Content-Type");
  CHECK(content_type_of(Headers{{"contentType", "\"a/b\""}}).text() == "a/b, as its header contentType says");
  CHECK(content_type_of(Headers{{"content-type", "a/b"}, {"content-type", "c/d"}}).media_type == "c/d");
  for (const Headers& headers :
       {Headers{}, Headers{{"content-type", std::nullopt}}, Headers{{"content-type", "avro"}},
        Headers{{"content_type", "a/b"}}, Headers{{"content-types", "a/b"}}, Headers{{"", "a/b"}}}) {
    CHECK(content_type_of(headers).media_type.empty());
  }
}

TEST_CASE("whether a content type is JSON") {
  CHECK(names_json("application/json"));
  CHECK(names_json("Application/Vnd.A+JSON ; charset=UTF-8"));
  CHECK_FALSE(names_json("text/plain"));
  CHECK_FALSE(names_json("application/jsonp"));
  CHECK_FALSE(names_json("json"));
}
