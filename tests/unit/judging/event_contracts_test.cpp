// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/event_contracts.hpp"

#include <doctest/doctest.h>

#include <string>

#include "judging/key_and_headers.hpp"
#include "support/two_versions.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"
#include "validation/secrets.hpp"

using namespace thoth;

namespace {

SchemaPtr type_of(const std::string& topic, const std::string& text) {
  Schema schema = *test::compiled(text);
  schema.topic = topic;
  return std::make_shared<const Schema>(std::move(schema));
}

const Catalog& shop() {
  static const Catalog catalog = [] {
    Catalog made;
    made.add(type_of("order", R"({"type":"object","properties":{"n":{"type":"integer"},"pin":{"type":"string",
      "x-secret":true}},"required":["n"]})"));
    made.add(type_of("refund", R"({"$id":"https://shop.example/refund","type":"object","required":["reason"]})"));
    made.add(
        type_of("whole", R"({"type":"object","properties":{"specversion":{"type":"string"},"data":{"type":"array"}},
      "required":["data"]})"));
    made.leave_out({"broken", "a.json", "it is broken", ""});
    return made;
  }();
  return catalog;
}

/// "code at POINTER", one after another.
std::string text_of(const Violations& violations) {
  std::string text;
  for (const Violation& one : violations) {
    text += (text.empty() ? "" : ", ") + std::string(name(one.code)) + " at " + one.pointer;
  }
  return text;
}

/// What is wrong with an event in structured mode, in a topic.
Violations violations_of(const std::string& topic, const std::string& event) {
  EventContracts contracts(shop());
  const json::Parsed parsed = json::parse(event);
  const RecordContract& contract = contracts.of_structured(parsed.document->root(), plain_contract(shop(), topic));
  return validate(*contract.contents, parsed.document->root());
}

std::string broken(const std::string& topic, const std::string& event) {
  return text_of(violations_of(topic, event));
}

std::string event_with(const std::string& more) {
  return R"({"specversion":"1.0","id":"1","source":"/shop","type":"t")" + more + "}";
}

Violations violations_of(const Headers& headers) {
  EventContracts contracts(shop());
  const RecordContract& contract = contracts.of_binary(headers, plain_contract(shop(), "order"));
  Violations violations;
  KeyAndHeadersValidator({}).validate(*contract.beside, {std::nullopt, headers}, HasValue::yes, violations);
  return violations;
}

std::string broken_headers(const Headers& headers) {
  return text_of(violations_of(headers));
}

}  // namespace

TEST_CASE("what a plain record is validated against is the type of its topic") {
  const RecordContract contract = plain_contract(shop(), "order");
  CHECK(contract.type == shop().find("order"));
  CHECK(contract.contents == contract.type);
  CHECK(contract.beside == nullptr);
  CHECK(plain_contract(shop(), "broken").left_out != nullptr);
}

TEST_CASE("an event in structured mode has its attributes, and its data are of the topic's type") {
  CHECK(broken("order", event_with(R"(,"data":{"n":1})")).empty());
  CHECK(broken("order", event_with(R"(,"data":{"n":"1"})")) == "type at /data/n");
  CHECK(broken("order", event_with(R"(,"data":{})")) == "missing at /data/n");
  CHECK(broken("order", R"({"specversion":"0.3","id":"","source":"a b","type":"t"})") ==
        "value at /specversion, value at /id, value at /source");
  CHECK(broken("order", R"({"data":{"n":1}})") ==
        "missing at /specversion, missing at /id, missing at /source, missing at /type");
}

TEST_CASE("an event has no need of data, as a record has none of a value") {
  CHECK(broken("order", event_with("")).empty());
}

TEST_CASE("optional attributes may be null in JSON, and have the form that the specification asks for") {
  CHECK(broken("order", event_with(R"(,"time":null,"subject":null,"dataschema":null,"ext":null)")).empty());
  CHECK(broken("order", event_with(R"(,"time":"2026-11-29T10:00:00Z","dataschema":"https://a.example/b")")).empty());
  CHECK(broken("order", event_with(R"(,"time":"yesterday")")) == "value at /time");
  CHECK(broken("order", event_with(R"(,"dataschema":"order.json")")) == "value at /dataschema");
  CHECK(broken("order", event_with(R"(,"subject":"")")) == "value at /subject");
  CHECK(broken("order", event_with(R"(,"datacontenttype":"json")")) == "value at /datacontenttype");
}

TEST_CASE("extensions are strings, booleans and integers of 32 bits, with names of small letters and digits") {
  CHECK(broken("order", event_with(R"(,"a1":"x","b":true,"c":2147483647)")).empty());
  CHECK(broken("order", event_with(R"(,"c":2147483648)")) == "range at /c");
  for (const char* const number : {"1.5", "1.0", "10e1"}) {
    CHECK(broken("order", event_with(R"(,"c":)" + std::string(number))) == "type at /c");
  }
  CHECK(broken("order", event_with(R"(,"c":[])")) == "type at /c");
  CHECK(broken("order", event_with(R"(,"a_b":"x")")) == "value at /a_b");
}

TEST_CASE("no attribute holds control characters") {
  CHECK(broken("order", event_with(R"(,"subject":"a\u0007b","ext":"\u0085")")) == "value at /subject, value at /ext");
  CHECK(broken("order", event_with(R"(,"subject":"\u00a0é","ext":"~")")).empty());
}

TEST_CASE("data are in one place, and what is not JSON is not held against the type") {
  CHECK(broken("order", event_with(R"(,"data_base64":"AA==")")).empty());
  for (const char* const text : {"?", "A", "abc", "AA=A"}) {
    CHECK(broken("order", event_with(R"(,"data_base64":")" + std::string(text) + '"')) == "value at /data_base64");
  }
  CHECK(broken("order", event_with(R"(,"data_base64":"AA==","data":1)")) == "combination at /data");
  CHECK(broken("order", event_with(R"(,"data":"<a/>","datacontenttype":"text/xml")")).empty());
}

TEST_CASE("the attribute type names a type, then dataschema, then the topic") {
  EventContracts contracts(shop());
  const auto left_out = [&](const char* type) {
    const std::string event = std::string(R"({"type":")") + type + "\"}";
    const json::Parsed parsed = json::parse(event);
    return contracts.of_structured(parsed.document->root(), plain_contract(shop(), "order")).left_out;
  };
  CHECK(broken("order", R"({"specversion":"1.0","id":"1","source":"/","type":"refund","data":{"n":1}})") ==
        "missing at /data/reason");
  CHECK(broken("order", event_with(R"(,"dataschema":"https://shop.example/refund","data":{"n":1})")) ==
        "missing at /data/reason");
  CHECK(broken("other", R"({"specversion":"1.0","id":"1","source":"/","type":"order","data":{}})") ==
        "missing at /data/n");
  CHECK(left_out("broken") != nullptr);
  CHECK(left_out("t") == nullptr);
}

TEST_CASE("of an event of no known type, the attributes alone are validated") {
  CHECK(broken("other", event_with(R"(,"data":[])")).empty());
  CHECK(broken("other", R"({"specversion":"1.0","id":"1","source":"/","data":[]})") == "missing at /type");
  EventContracts contracts(shop());
  const std::string event = event_with("");
  const json::Parsed parsed = json::parse(event);
  CHECK(contracts.of_structured(parsed.document->root(), {}).type == nullptr);
}

TEST_CASE("a type that describes the attributes itself is about the whole event") {
  CHECK(broken("whole", event_with(R"(,"data":[])")).empty());
  CHECK(broken("whole", event_with(R"(,"data":{})")) == "type at /data");
  CHECK(broken("whole", event_with("")) == "missing at /data");
}

TEST_CASE("an event in binary mode has its attributes in headers") {
  const Headers sound{{"ce_specversion", "1.0"}, {"ce_id", "1"}, {"ce_source", "/"}, {"ce_type", "t"}, {"other", "x"}};
  CHECK(broken_headers(sound).empty());
  Headers more = sound;
  more.push_back({"ce_time", "now"});
  more.push_back({"ce_a_b", "x"});
  CHECK(broken_headers(more) == "value at #headers/ce_time, value at #headers/ce_a_b");
  CHECK(broken_headers({{"ce_specversion", "1.0"}, {"ce_id", ""}}) ==
        "value at #headers/ce_id, missing at #headers/ce_source, missing at #headers/ce_type");
  more = sound;
  more.push_back({"ce_data", "x"});
  more.push_back({"ce_datax", "x"});
  CHECK(broken_headers(more) == "value at #headers/ce_data");
}

TEST_CASE("an extension is named that was likely meant to be an attribute that is missing") {
  const auto in_json = violations_of("other", R"({"specversion":"1.0","id":"1","sorce":"/","type":"t"})");
  REQUIRE(text_of(in_json) == "missing at /source");
  CHECK(in_json.front().hint == R"(there is "sorce")");
  const auto in_headers =
      violations_of({{"ce_specversion", "1.0"}, {"ce_id", "1"}, {"ce_sorce", "/"}, {"ce_type", "t"}});
  REQUIRE(text_of(in_headers) == "missing at #headers/ce_source");
  CHECK(in_headers.front().hint == R"(there is "ce_sorce")");
}

TEST_CASE("contracts are made once for each type and mode") {
  EventContracts contracts(shop());
  const std::string event = event_with("");
  const json::Parsed parsed = json::parse(event);
  const RecordContract of_topic = plain_contract(shop(), "order");
  const RecordContract& first = contracts.of_structured(parsed.document->root(), of_topic);
  CHECK(&first == &contracts.of_structured(parsed.document->root(), of_topic));
  CHECK(&first != &contracts.of_binary({}, of_topic));
}

TEST_CASE("secrets may be in data that are not validated, and the key's contract still counts") {
  Schema schema = *shop().find("order");
  schema.key = test::compiled(R"({"type":"string","minLength":3})");
  Catalog catalog;
  catalog.add(std::make_shared<const Schema>(std::move(schema)));
  EventContracts contracts(catalog);
  const std::string event = event_with(R"(,"datacontenttype":"text/plain","data":{"pin":"x"})");
  const json::Parsed parsed = json::parse(event);
  const RecordContract& contract = contracts.of_structured(parsed.document->root(), plain_contract(catalog, "order"));
  CHECK(contract.type == nullptr);
  CHECK(contract.beside == catalog.find("order"));
  CHECK(mask(*contract.masked, parsed.document->root()).hides("/data"));
}

TEST_CASE("what cannot be read as an event may hold secrets of any type") {
  EventContracts contracts(shop());
  const RecordContract of_topic = plain_contract(shop(), "refund");
  CHECK(has_secrets(*contracts.of_structured(json::Node{}, of_topic).masked));
  const json::Parsed parsed = json::parse("{}");
  CHECK_FALSE(has_secrets(*contracts.of_structured(parsed.document->root(), of_topic).masked));
}

TEST_CASE("binary data that are not JSON, or of a type of whole events, are not validated") {
  EventContracts contracts(shop());
  const auto type_of = [&](const char* topic, const char* content_type) {
    const Headers headers{{"ce_type", "t"}, {"content-type", content_type}};
    return contracts.of_binary(headers, plain_contract(shop(), topic)).type;
  };
  CHECK(type_of("order", "application/json") == shop().find("order"));
  CHECK(type_of("order", "application/xml") == nullptr);
  CHECK(type_of("whole", "application/json") == nullptr);
}

TEST_CASE("the type of data that becomes an event is named in the same way") {
  EventContracts contracts(shop());
  const RecordContract of_topic = plain_contract(shop(), "order");
  CHECK(contracts.of_data(Headers{{"ce_type", "refund"}}, of_topic).type == shop().find("refund"));
  CHECK(contracts.of_data({}, of_topic).type == of_topic.type);
}

TEST_CASE("an event's data are validated against the version that they name") {
  const Catalog orders = test::two_versions();
  EventContracts contracts(orders);
  const RecordContract of_topic = plain_contract(orders, "thoth.order");
  CHECK(of_topic.has_versions);
  CHECK(of_topic.type->version == "v2");
  CHECK(contracts.of_data({}, of_topic, R"({"version":"v1"})").type->version == "v1");
  CHECK(contracts.of_data({}, of_topic, R"({"version":"v1", )").type->version == "v1");
  CHECK(contracts.of_data({}, of_topic, "").type->version == "v2");
  CHECK(contracts.of_binary({}, of_topic, R"({"version":"v1"})").type->version == "v1");
  const Headers names_schema{{"ce_dataschema", "urn:thoth:thoth.order:v1"}};
  CHECK(contracts.of_data(names_schema, {}, "{}").type->version == "v1");
  const json::Parsed event = json::parse(R"({"type":"thoth.order","data":{"version":"v1"}})");
  const RecordContract& structured = contracts.of_structured(event.document->root(), {});
  REQUIRE(structured.type != nullptr);
  CHECK(structured.type->version == "v1");
}
