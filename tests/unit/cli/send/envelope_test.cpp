// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/envelope.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "send/message.hpp"
#include "thoth/json.hpp"

using namespace thoth;
using namespace thoth::cli;
using cloud_event::Mode;

namespace {

constexpr std::int64_t began = 1'767'225'600'123;  // 2026-01-01T00:00:00.123Z

MessageRules rules_of(Mode mode) {
  MessageRules rules;
  rules.envelope = {mode, "run", "default", began};
  return rules;
}

/// The message of one entry.
struct Sent {
  Sent(const std::string& text, MessageRules given, std::uint64_t number = 1)
      : rules(std::move(given)), reader(file::Source::from_text(text, "test")), maker(rules) {
    REQUIRE(reader.next(entry).value());
    entry.number = number;
    outgoing = &maker.make(entry);
  }

  [[nodiscard]] std::string header(std::string_view name) const {
    std::string values;
    for (const Header& header : outgoing->message.headers) {
      if (header.key == name) values += header.value.value_or("(null)") + ";";
    }
    return values;
  }
  [[nodiscard]] std::string headers() const {
    std::string all;
    for (const Header& header : outgoing->message.headers) {
      all += header.key + "=" + header.value.value_or("(null)") + ";";
    }
    return all;
  }
  [[nodiscard]] std::string value() const {
    REQUIRE(outgoing->violations.empty());
    return std::string(outgoing->message.value.value_or("(none)"));
  }
  [[nodiscard]] std::string violation() const {
    REQUIRE(outgoing->violations.size() == 1);
    CHECK(outgoing->violations[0].code == Code::entry_shape);
    return outgoing->violations[0].message();
  }
  [[nodiscard]] std::string as_entry() const {
    std::string text;
    file::write_entry(maker.entry(), text);
    return text;
  }

  MessageRules rules;
  file::Reader reader;
  file::Entry entry;
  MessageMaker maker;
  const Outgoing* outgoing = nullptr;
};

Sent binary(const std::string& text, std::uint64_t number = 1) {
  return {text, rules_of(Mode::binary), number};
}

Sent structured(const std::string& text, std::uint64_t number = 1) {
  return {text, rules_of(Mode::structured), number};
}

std::string entry(const std::string& rest) {
  return R"({"topic_name":"t",)" + rest + "}";
}

}  // namespace

TEST_CASE("in binary mode attributes are headers, and the value stays the contents") {
  const Sent sent = binary(entry(R"("message_contents":{"a":1})"), 7);
  CHECK(sent.value() == R"({"a":1})");
  CHECK(sent.headers() ==
        "ce_specversion=1.0;ce_id=run-7;ce_source=/default;ce_type=t;ce_time=2026-01-01T00:00:00.123Z;"
        "content-type=application/json;");
  CHECK(sent.outgoing->message.payload == kafka::Payload::borrow);
}

TEST_CASE("in structured mode the value is the event") {
  const Sent sent = structured(entry(R"("message_contents":{"a":1})"), 7);
  CHECK(sent.value() ==
        R"({"specversion":"1.0","id":"run-7","source":"/default","type":"t","time":"2026-01-01T00:00:00.123Z",)"
        R"("datacontenttype":"application/json","data":{"a":1}})");
  CHECK(sent.headers() == "content-type=application/cloudevents+json; charset=UTF-8;");
  CHECK(sent.outgoing->message.payload == kafka::Payload::copy);
  CHECK(sent.outgoing->form == file::ValueForm::contents);
}

TEST_CASE("an event says which component and type it is of, and when it was") {
  const std::string text =
      R"({"topic_name":"thoth.repo-init","message_contents":{"component_name":"a b/é","service_version":"1","project_url":"u"},"timestamp":5})";
  const Sent sent = binary(text);
  CHECK(sent.header("ce_source") == "/a%20b%2F%C3%A9;");
  CHECK(sent.header("ce_type") == "thoth.repo-init;");
  CHECK(sent.header("ce_time") == "1970-01-01T00:00:00.005Z;");
  CHECK(sent.header("ce_dataschema") == "urn:thoth:thoth.repo-init:v1;");
}

TEST_CASE("a component's name that is no text or empty is not the source") {
  CHECK(binary(entry(R"("message_contents":{"component_name":1})")).header("ce_source") == "/default;");
  CHECK(binary(entry(R"("message_contents":{"component_name":""})")).header("ce_source") == "/default;");
  CHECK(binary(entry(R"("message_contents":[])")).header("ce_source") == "/default;");
}

TEST_CASE("the topic's prefix is no part of the type, and what is filled in is in the event") {
  MessageRules rules = rules_of(Mode::structured);
  rules.topic_prefix = "prefix";
  rules.validation.fill_ins = fill_ins("filled", "1");
  const Sent sent(entry(R"("message_contents":{})"), rules);
  CHECK(sent.outgoing->message.topic == "prefix.t");
  CHECK(sent.value().find(R"("type":"t")") != std::string::npos);
  CHECK(sent.value().find(R"("source":"/filled")") != std::string::npos);
  CHECK(sent.value().ends_with(R"("data":{"component_name":"filled","service_version":"1"}})"));
}

TEST_CASE("a time that RFC 3339 cannot write is left out") {
  const std::string rest = R"("message_contents":1,"timestamp":)";
  CHECK(binary(entry(rest + "253402300799999")).header("ce_time") == "9999-12-31T23:59:59.999Z;");
  CHECK(binary(entry(rest + "253402300800000")).header("ce_time").empty());
  CHECK(structured(entry(rest + "253402300800000")).value().find("time") == std::string::npos);
}

TEST_CASE("an event of a stream has the time at which it is made") {
  MessageRules rules = rules_of(Mode::binary);
  rules.envelope.time.reset();
  const std::string time = Sent(entry(R"("message_contents":1)"), rules).header("ce_time");
  CHECK(time.size() == 25);
  CHECK(time > "2026-01-02");
}

TEST_CASE("headers say what an attribute is, the last of a name counts, and extensions stay") {
  const std::string text = entry(
      R"("message_contents":1,"headers":[{"key":"h","value":"1"},{"key":"ce_source","value":"/a"},{"key":"ce_source","value":"/b"},{"key":"ce_x","value":"é"},{"key":"ce_type","value":""},{"key":"ce_y","value":null},{"key":"h","value":null}])");
  CHECK(binary(text).headers() ==
        "ce_specversion=1.0;ce_id=run-1;ce_source=/b;ce_type=t;ce_time=2026-01-01T00:00:00.123Z;ce_x=é;"
        "content-type=application/json;h=1;h=(null);");
  const Sent event = structured(text);
  CHECK(event.headers() == "content-type=application/cloudevents+json; charset=UTF-8;h=1;h=(null);");
  CHECK(event.value() ==
        R"({"specversion":"1.0","id":"run-1","source":"/b","type":"t","time":"2026-01-01T00:00:00.123Z",)"
        R"("x":"é","datacontenttype":"application/json","data":1})");
}

TEST_CASE("headers of the rules say it too") {
  MessageRules rules = rules_of(Mode::binary);
  rules.headers = {{"ce_id", "own"}, {"ce_subject", "s"}};
  const Sent sent(entry(R"("message_contents":1)"), rules);
  CHECK(sent.header("ce_id") == "own;");
  CHECK(sent.header("ce_subject") == "s;");
}

TEST_CASE("a content type that an entry has is that of its data") {
  const std::string type = R"("message_contents":{"a":1},"headers":[{"key":"Content-Type","value":")";
  const std::string json = entry(type + R"(application/vnd.a+json"}])");
  CHECK(binary(json).header("Content-Type") == "application/vnd.a+json;");
  CHECK(binary(json).header("content-type").empty());
  CHECK(structured(json).value().ends_with(R"("datacontenttype":"application/vnd.a+json","data":{"a":1}})"));
  CHECK(structured(json).headers() == "content-type=application/cloudevents+json; charset=UTF-8;");
  const std::string other = entry(type + R"(text/plain"}])");
  CHECK(structured(other).value().ends_with(R"("datacontenttype":"text/plain","data":"{\"a\":1}"})"));
}

TEST_CASE("bytes that are JSON are data, and others are data in base64") {
  const std::string json = entry(R"("value_base64":"eyJjb21wb25lbnRfbmFtZSI6ImMifQ==")");  // {"component_name":"c"}
  CHECK(binary(json).header("content-type") == "application/json;");
  CHECK(binary(json).header("ce_source") == "/c;");
  CHECK(structured(json).value().ends_with(R"("datacontenttype":"application/json","data":{"component_name":"c"}})"));
  const std::string text = entry(R"("value_base64":"e30=","headers":[{"key":"content-type","value":"text/plain"}])");
  CHECK(structured(text).value().ends_with(R"("datacontenttype":"text/plain","data_base64":"e30="})"));
  const std::string bytes = entry(R"("value_base64":"/w==")");
  CHECK(binary(bytes).value() == "\xff");
  CHECK(binary(bytes).header("content-type").empty());
  CHECK(structured(bytes).value().ends_with(R"("time":"2026-01-01T00:00:00.123Z","data_base64":"/w=="})"));
  const std::string typed = entry(R"("value_base64":"/w==","headers":[{"key":"content-type","value":"a/b"}])");
  CHECK(binary(typed).header("content-type") == "a/b;");
  CHECK(structured(typed).value().ends_with(R"("datacontenttype":"a/b","data_base64":"/w=="})"));
}

TEST_CASE("a schema registry's frame stays before contents, and has no place in an event") {
  const std::string rest = R"("message_contents":{"a":1},"schema_id":42)";
  const Sent sent = binary(entry(rest));
  CHECK(sent.value() == std::string("\0\0\0\0*{\"a\":1}", 12));
  CHECK(sent.header("content-type") == "application/json;");
  const std::string refusal =
      "expected a value without a schema registry's frame, which a structured CloudEvent cannot have, found one of "
      "schema 42 (send it with --cloudevents binary)";
  CHECK(structured(entry(rest)).violation() == refusal);
  CHECK(structured(entry(rest + R"(,"framing":"header")")).violation() == refusal);
  CHECK(binary(entry(rest + R"(,"framing":"header")")).header("ce_id") == "run-1;");
}

TEST_CASE("bytes with a frame are bytes") {
  const std::string framed = entry(R"("value_base64":"AAAAACp7fQ==")");  // 0 0 0 0 42 {}
  CHECK(binary(framed).header("content-type") == "application/json;");
  CHECK(structured(framed).value().ends_with(R"("data_base64":"AAAAACp7fQ=="})"));
}

TEST_CASE("a tombstone gets no envelope") {
  const std::string text = entry(R"("message_contents":null,"key":"k")");
  for (const Mode mode : {Mode::binary, Mode::structured}) {
    const Sent sent(text, rules_of(mode));
    CHECK(sent.value() == "(none)");
    CHECK(sent.headers().empty());
  }
  CHECK(structured(entry(R"("value_base64":"bnVsbA==")")).value().ends_with(R"("data":null})"));
}

TEST_CASE("what is an event already goes out as it is") {
  const std::string attributes =
      R"({"key":"ce_specversion","value":"1.0"},{"key":"ce_id","value":"1"},{"key":"ce_source","value":"/a"},)";
  const std::string complete =
      entry(R"("message_contents":1,"headers":[)" + attributes + R"({"key":"ce_type","value":"b"}])");
  const std::string event = R"({"specversion":"1.0","id":"1","source":"/a","type":"b"})";
  const std::string event_header = R"([{"key":"content-type","value":"application/cloudevents+json"}])";
  const std::string avro = R"([{"key":"content-type","value":"Application/CloudEvents+avro"}])";
  for (const std::string& text : {
           complete,
           entry(R"("message_contents":)" + event + R"(,"headers":)" + event_header),
           entry(R"("value_base64":"/w==","headers":)" + avro),
           entry(R"("message_contents":)" + event +
                 R"(,"headers":[{"key":"content-type","value":"application/json"}])"),
       }) {
    CHECK(binary(text).as_entry() == text);
    CHECK(structured(text).as_entry() == text);
  }
  const std::string incomplete =
      entry(R"("message_contents":1,"headers":[)" + attributes.substr(0, attributes.size() - 1) + "]");
  CHECK(binary(incomplete).header("ce_type") == "t;");
}

TEST_CASE("an event that no header tells of gets the header") {
  const Sent sent = binary(entry(R"("message_contents":{"specversion":"1.0","id":"1","source":"/a","type":"b"})"));
  CHECK(sent.value() == R"({"specversion":"1.0","id":"1","source":"/a","type":"b"})");
  CHECK(sent.headers() == "content-type=application/cloudevents+json; charset=UTF-8;");
}

TEST_CASE("a content type of events that goes for all entries makes none of contents") {
  MessageRules rules = rules_of(Mode::binary);
  rules.headers = {{"content-type", "application/cloudevents+json"}};
  CHECK(Sent(entry(R"("message_contents":1)"), rules).header("content-type") == "application/json;");
  const std::string event = R"("message_contents":{"specversion":"1.0","id":"1","source":"/a","type":"b"})";
  CHECK(Sent(entry(event), rules).headers() == "content-type=application/cloudevents+json;");
}

TEST_CASE("names and values that no attribute can have are refused") {
  const auto with = [](const std::string& header) {
    return entry(R"("message_contents":1,"headers":[)" + header + "]");
  };
  for (const std::string name : {"ce_A", "ce_a-b", "ce_a_b", "ce_", "ce_data"}) {
    const std::string refusal =
        "expected after ce_ the name of an attribute of a CloudEvent: lower-case letters and digits, not data, found "
        "\"" +
        name + '"';
    CHECK(binary(with(R"({"key":")" + name + R"(","value":"v"})")).violation() == refusal);
    CHECK(structured(with(R"({"key":")" + name + R"(","value":"v"})")).violation() == refusal);
  }
  CHECK(binary(with(R"({"key":"ce_datacontenttype","value":"v"})")).violation() ==
        "expected the data's media type in the header content-type, found \"ce_datacontenttype\"");
  const auto expected = [&](const std::string& name, const std::string& value) {
    return structured(with(R"({"key":")" + name + R"(",)" + value + "}")).violation();
  };
  for (const std::string value :
       {R"("value_base64":"/w==")", R"("value":"\u001f")", R"("value":"a\u007f")", R"("value":"\u0085")"}) {
    CHECK(expected("ce_x", value) == "expected text in UTF-8 without control characters for ce_x, found other bytes");
  }
  CHECK(expected("ce_specversion", R"("value":"0.3")") == "expected 1.0 for ce_specversion, found \"0.3\"");
  CHECK(expected("ce_time", R"("value":"today")") ==
        "expected an RFC 3339 time such as 2026-11-24T10:00:00Z for ce_time, found \"today\"");
  CHECK(expected("ce_source", R"("value":"a b")") ==
        "expected a URI reference such as /shop for ce_source, found \"a b\"");
  CHECK(expected("ce_dataschema", R"("value":"/a")") == "expected an absolute URI for ce_dataschema, found \"/a\"");
}

TEST_CASE("an event is the same each time it is made, and when it is sent again without making one") {
  for (const Mode mode : {Mode::binary, Mode::structured}) {
    const std::string text = entry(R"("message_contents":{"a":1},"key":"k")");
    const Sent first(text, rules_of(mode), 3);
    const std::string made = first.as_entry();
    CHECK(Sent(text, rules_of(mode), 3).as_entry() == made);
    CHECK(Sent(text, rules_of(mode), 4).as_entry() != made);
    const Sent again(made, MessageRules{}, 9);
    CHECK(again.value() == first.value());
    CHECK(again.headers() == first.headers());
    CHECK(Sent(made, rules_of(mode), 9).as_entry() == made);
  }
}

TEST_CASE("the key is taken of contents, not of the event around them") {
  MessageRules rules = rules_of(Mode::structured);
  rules.key_field = json::Pointer::parse("/id").value();
  CHECK(Sent(entry(R"("message_contents":{"id":"own"})"), rules).outgoing->message.key == "own");
}

TEST_CASE("what is not validated is of no schema and stays byte for byte") {
  MessageRules rules = rules_of(Mode::binary);
  rules.against = Against::json;
  const std::string text = R"({"topic_name":"thoth.repo-init","message_contents":{ "x" : 1.0 }})";
  CHECK(Sent(text, rules).value() == R"({ "x" : 1.0 })");
  CHECK(Sent(text, rules).header("ce_dataschema").empty());
  rules.envelope.mode = Mode::structured;
  CHECK(Sent(text, rules).value().ends_with(R"("data":{ "x" : 1.0 }})"));
}

TEST_CASE("the size is that of the whole event, whatever its number") {
  for (const Mode mode : {Mode::binary, Mode::structured}) {
    MessageRules rules = rules_of(mode);
    const std::string text = entry(R"("message_contents":"some text")");
    const std::size_t size = kafka::wire_size(Sent(text, rules, UINT64_MAX).outgoing->message);
    rules.max_message_bytes = size;
    CHECK(Sent(text, rules, 1).outgoing->violations.empty());
    CHECK(Sent(text, rules, UINT64_MAX).outgoing->violations.empty());
    rules.max_message_bytes = size - 1;
    CHECK(Sent(text, rules, 1).violation().starts_with("expected a message of at most"));
  }
}
