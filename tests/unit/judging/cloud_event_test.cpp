// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/cloud_event.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth;
using cloud_event::Mode;

namespace {

const Headers attributes{
    {"ce_specversion", "1.0"}, {"ce_id", "1"}, {"ce_source", "/a"}, {"ce_type", "b"}, {"ce_dataschema", "x:y"}};

Mode mode_without(std::string_view name) {
  Headers headers = attributes;
  std::erase_if(headers, [&](const Header& header) { return header.key == name; });
  return cloud_event::mode_of(headers);
}

}  // namespace

TEST_CASE("the content type tells an event in structured mode") {
  CHECK(cloud_event::mode_of(Headers{{"content-type", "application/cloudevents+json; charset=UTF-8"}}) ==
        Mode::structured);
  CHECK(cloud_event::mode_of(Headers{{"content-type", "application/cloudevents"}}) == Mode::structured);
  CHECK(cloud_event::mode_of(Headers{{"Content-Type", "Application/CloudEvents+JSON"}}) == Mode::structured);
  CHECK(cloud_event::mode_of(Headers{{"content-type", "application/json"}}) == Mode::none);
  CHECK(cloud_event::mode_of(Headers{{"content-type", std::nullopt}}) == Mode::none);
  CHECK(cloud_event::mode_of({}) == Mode::none);
}

TEST_CASE("formats of events other than JSON and batches are not read") {
  CHECK(cloud_event::mode_of(Headers{{"content-type", "application/cloudevents+avro"}}) == Mode::none);
  CHECK(cloud_event::mode_of(Headers{{"content-type", "application/cloudevents-batch+json"}}) == Mode::none);
}

TEST_CASE("structured mode may have the headers of binary mode too") {
  Headers headers = attributes;
  headers.push_back({"content-type", "application/cloudevents+json"});
  CHECK(cloud_event::mode_of(headers) == Mode::structured);
}

TEST_CASE("the headers of the attributes tell an event in binary mode, even if one is missing") {
  CHECK(cloud_event::mode_of(attributes) == Mode::binary);
  for (const char* const name : {"ce_specversion", "ce_id", "ce_source", "ce_type"}) {
    CHECK(mode_without(name) == Mode::binary);
  }
  CHECK(cloud_event::mode_of(Headers{{"ce_type", "b"}, {"ce_id", "1"}}) == Mode::none);
}

TEST_CASE("what no header tells of is an event with all four attributes") {
  const auto is_event = [](std::string_view text) { return cloud_event::is_event(json::parse(text).document->root()); };
  CHECK(is_event(R"({"specversion":"1.0","id":"1","source":"/a","type":"b"})"));
  CHECK(!is_event(R"({"specversion":"1.0","id":"1","source":"/a"})"));
  CHECK(!is_event(R"({"specversion":"1.0","id":1,"source":"/a","type":"b"})"));
  CHECK(!is_event("[]"));
}

TEST_CASE("a text that names an attribute may tell of an event") {
  CHECK(cloud_event::may_tell_of_event(R"({"specversion":)"));
  CHECK(cloud_event::may_tell_of_event(R"({"headers":[{"key":"ce_id")"));
  CHECK(!cloud_event::may_tell_of_event(R"({"id":"1"})"));
}

TEST_CASE("type, source and dataschema are found in both modes") {
  const auto of_headers = cloud_event::names_of(attributes);
  CHECK(of_headers.type == "b");
  CHECK(of_headers.data_schema == "x:y");
  const json::Parsed parsed = json::parse(R"({"type":"b","dataschema":7})");
  const auto of_value = cloud_event::names_of(parsed.document->root());
  CHECK(of_value.type == "b");
  CHECK(of_headers.source == "/a");
  CHECK(of_value.source.empty());
  CHECK(of_value.data_schema.empty());
}

TEST_CASE("a type is named by its schema's id, and one that is declared in C++ by a URN") {
  Schema type;
  type.topic = "shop.order";
  CHECK(cloud_event::data_schema_of(type) == "urn:thoth:shop.order");
  type.version = "v2";
  CHECK(cloud_event::data_schema_of(type) == "urn:thoth:shop.order:v2");
  type.origin = Origin::user_defined;
  CHECK(cloud_event::data_schema_of(type).empty());
  type.id = "https://shop.example/order";
  CHECK(cloud_event::data_schema_of(type) == "https://shop.example/order");
}

TEST_CASE("data is JSON unless it is bytes or of another media type") {
  const auto has_json_data = [](std::string_view text) {
    return cloud_event::has_json_data(json::parse(text).document->root());
  };
  CHECK(has_json_data(R"({"data":{}})"));
  CHECK(has_json_data(R"({"data":{},"datacontenttype":"application/vnd.shop+json; charset=utf-8"})"));
  CHECK(!has_json_data(R"({"data":"<a/>","datacontenttype":"application/xml"})"));
  CHECK(!has_json_data(R"({"data_base64":"AA=="})"));
}

TEST_CASE("the last header that has a value holds an attribute") {
  const Headers headers{{"ce_id", "1"}, {"ce_id", "2"}, {"ce_id", std::nullopt}, {"id", "3"}};
  REQUIRE(cloud_event::attribute(headers, "id") != nullptr);
  CHECK(*cloud_event::attribute(headers, "id") == "2");
  CHECK(cloud_event::attribute(headers, "type") == nullptr);
}

TEST_CASE("an event needs its four required attributes, none of them empty") {
  CHECK(cloud_event::has_required(attributes));
  for (const char* name : {"ce_specversion", "ce_id", "ce_source", "ce_type"}) {
    Headers headers = attributes;
    for (Header& header : headers) {
      if (header.key == name) header.value = "";
    }
    CHECK_FALSE(cloud_event::has_required(headers));
    std::erase_if(headers, [&](const Header& header) { return header.key == name; });
    CHECK_FALSE(cloud_event::has_required(headers));
  }
}
