// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/message.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// The first entry of a text, and what is made of it.
struct Made {
  Made(const std::string& text, MessageRules given)
      : rules(std::move(given)), reader(file::Source::from_text(text, "test")), maker(rules) {
    REQUIRE(reader.next(entry).value());
    outgoing = &maker.make(entry);
  }

  [[nodiscard]] std::string as_entry() const {
    std::string text;
    file::write_entry(maker.entry(), text);
    return text;
  }
  [[nodiscard]] std::string violation() const {
    REQUIRE(outgoing->violations.size() == 1);
    return outgoing->violations[0].pointer + ": " + outgoing->violations[0].message();
  }

  MessageRules rules;
  file::Reader reader;
  file::Entry entry;
  MessageMaker maker;
  const Outgoing* outgoing = nullptr;
};

MessageRules with_all() {
  MessageRules rules;
  rules.topic_prefix = "prefix";
  rules.key = "K";
  rules.headers = {{"h", "v"}};
  rules.partition = 4;
  return rules;
}

}  // namespace

TEST_CASE("rules go for what an entry does not name") {
  const Made made(R"({"topic_name":"t","message_contents":{"a":1}})", with_all());
  CHECK(made.outgoing->violations.empty());
  CHECK(made.outgoing->message.topic == "prefix.t");
  CHECK(made.outgoing->base_topic == "t");
  CHECK_FALSE(made.outgoing->known);
  CHECK(made.outgoing->message.payload == kafka::Payload::borrow);
  CHECK(made.as_entry() ==
        R"({"topic_name":"t","message_contents":{"a":1},"key":"K","headers":[{"key":"h","value":"v"}],"partition":4})");
}

TEST_CASE("what an entry names stays, null and none too") {
  const std::string own =
      R"({"topic_name":"t","message_contents":{"a":1},"key":"own","headers":[{"key":"o","value":null}],"partition":1,"timestamp":5})";
  CHECK(Made(own, with_all()).as_entry() == own);
  const std::string none = R"({"topic_name":"t","message_contents":1,"partition":1,"key":null,"headers":[]})";
  const Made made(none, with_all());
  CHECK_FALSE(made.outgoing->message.key.has_value());
  CHECK(made.as_entry() == none);
}

TEST_CASE("a topic of the rules is that of every entry, and a partition means something in its own topic only") {
  MessageRules rules;
  rules.topic_name = "t";
  const std::string rest = R"(,"message_contents":1,"key":"k","headers":[{"key":"o","value":null}])";
  const std::string own = R"({"topic_name":"t")" + rest + R"(,"partition":1,"timestamp":5})";
  CHECK(Made(own, rules).as_entry() == own);
  const std::string other = R"({"topic_name":"other")" + rest + R"(,"partition":1,"timestamp":5})";
  CHECK(Made(other, rules).as_entry() == R"({"topic_name":"t")" + rest + R"(,"timestamp":5})");
  rules.partition = 4;
  CHECK(Made(other, rules).as_entry() == R"({"topic_name":"t")" + rest + R"(,"partition":4,"timestamp":5})");
}

TEST_CASE("tombstones and bytes") {
  const Made tombstone(R"({"topic_name":"t","message_contents":null,"key":"k"})", {});
  CHECK_FALSE(tombstone.outgoing->message.value.has_value());
  CHECK(tombstone.as_entry() == R"({"topic_name":"t","message_contents":null,"key":"k"})");
  const Made bytes(R"({"topic_name":"t","value_base64":"/w==","key_base64":"/g=="})", {});
  CHECK(bytes.outgoing->message.value == "\xff");
  CHECK(bytes.outgoing->message.payload == kafka::Payload::copy);
  CHECK(bytes.as_entry() == R"({"topic_name":"t","value_base64":"/w==","key_base64":"/g=="})");
}

TEST_CASE("a key out of the message, as it goes out") {
  MessageRules rules;
  rules.validation.fill_ins = fill_ins("filled in", "1");
  rules.key_field = json::Pointer::parse("/component_name").value();
  const std::string text = R"({"topic_name":"thoth.repo-init","message_contents":{"project_url":"u"}})";
  CHECK(Made(text, rules).outgoing->message.key == "filled in");
  rules.key_field = json::Pointer::parse("/job_id").value();
  CHECK(Made(text, rules).violation() ==
        "/message_contents/job_id: expected a string, number or boolean for the key (--key-field), found null (give "
        "the "
        "entry its own \"key\")");
  rules.key_field = json::Pointer::parse("/none").value();
  CHECK(Made(text, rules).violation().find("\"none\" is missing") != std::string::npos);
}

TEST_CASE("what Kafka does not take is a violation at the entry") {
  CHECK(Made(R"({"topic_name":"t t","message_contents":1})", {})
            .violation()
            .starts_with("/topic_name: expected a valid Kafka topic name, found \"t t\""));
  CHECK(Made(R"({"topic_name":"t","message_contents":1,"timestamp":0})", {}).violation().starts_with("/timestamp: "));
}

TEST_CASE("a message is as large as it is on the wire") {
  MessageRules rules = with_all();
  const std::string text = R"({"topic_name":"t","message_contents":"some text"})";
  const std::size_t size = kafka::wire_size(Made(text, rules).outgoing->message);
  rules.max_message_bytes = size;
  CHECK(Made(text, rules).outgoing->violations.empty());
  rules.max_message_bytes = size - 1;
  CHECK(Made(text, rules)
            .violation()
            .starts_with(": expected a message of at most " + std::to_string(size - 1) +
                         " bytes (message.max.bytes), found " + std::to_string(size) + " bytes"));
}

TEST_CASE("against JSON alone bytes stay as they are") {
  MessageRules rules;
  rules.against = Against::json;
  const Made made(R"({"topic_name":"thoth.repo-init","message_contents":{ "x" : 1.0 }})", rules);
  CHECK(made.outgoing->violations.empty());
  CHECK(made.outgoing->message.value == R"({ "x" : 1.0 })");
}

TEST_CASE("contents and key go out after the frame of the schema that the entry names") {
  const std::string own =
      R"({"topic_name":"t","message_contents":{"a":1},"schema_id":42,"framing":"prefix","key":"{}","key_schema_id":7,"key_framing":"prefix","headers":[{"key":"h","value":"v"}],"partition":4})";
  const Made made(own, with_all());
  CHECK(made.outgoing->message.value == std::string("\0\0\0\0*{\"a\":1}", 12));
  CHECK(made.outgoing->message.key == std::string("\0\0\0\0\7{}", 7));
  CHECK(made.outgoing->message.payload == kafka::Payload::copy);
  CHECK(made.as_entry() == own);
}

TEST_CASE("a schema that goes into a header stands beside the headers of the rules") {
  const Made made(R"({"topic_name":"t","message_contents":1,"schema_id":42,"framing":"header"})", with_all());
  const Headers both{{"h", "v"}, {"__value_schema_id", std::string("\0\0\0\0*", 5)}};
  CHECK(std::ranges::equal(made.outgoing->message.headers, both));
  CHECK(made.outgoing->message.value == "1");
}

TEST_CASE("the key is found in contents, not in their frame") {
  MessageRules rules;
  rules.key_field = json::Pointer::parse("/a").value();
  const Made made(R"({"topic_name":"t","message_contents":{"a":"k"},"schema_id":42})", rules);
  CHECK(made.outgoing->violations.empty());
  CHECK(made.outgoing->message.key == "k");
}
