// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/async_api.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "json_schema/type_join.hpp"
#include "thoth/topic_template.hpp"
#include "thoth/validation.hpp"

namespace thoth {
namespace {

using Texts = std::map<std::string, std::string>;

/// What a document, a.yaml, comes to beside others. `error` is that of the document, or of the first type left out.
struct ReadApi {
  std::string error;
  std::vector<SchemaPtr> schemas;
  std::string not_validated;
  std::vector<LeftOutSchema> left_out = {};
  std::vector<SchemaPtr> channels = {};

  [[nodiscard]] std::string topics() const {
    std::string all;
    for (const SchemaPtr& schema : schemas) all += (all.empty() ? "" : " ") + schema->topic;
    return all;
  }
  /// Whether contents of a topic are valid.
  [[nodiscard]] bool takes(const std::string& topic, const std::string& contents) const {
    const json::Parsed parsed = json::parse(contents);
    for (const SchemaPtr& schema : schemas) {
      if (schema->topic == topic) return validate(*schema, parsed.document->root()).empty();
    }
    FAIL("no topic ", topic);
    return false;
  }
};

ReadApi read(const std::string& text, const Texts& others = {}) {
  json_schema::Documents documents;
  for (const auto& [name, other] : others) {
    const auto added = documents.add("test:/" + name, name, other);
    if (!added) return {added.error().text(), {}, ""};
  }
  const auto root = documents.add("test:/a.yaml", "a.yaml", text);
  if (!root) return {root.error().text(), {}, ""};
  json_schema::AsyncApi document(documents, **root);
  auto declared = document.read();
  if (!declared) return {declared.error().text(), {}, ""};
  json_schema::TypeJoin types(documents);
  for (json_schema::DeclaredType& type : *declared) types.add(std::move(type));
  types.finish();
  const std::string error = types.left_out().empty() ? "" : types.left_out().front().loading_error().text();
  return {error, types.schemas(), document.not_validated(), types.left_out(), types.channels()};
}

/// A document of 3.0 with one channel, c, of one message, M.
ReadApi with_message(const std::string& message, const Texts& others = {}) {
  return read("asyncapi: 3.0.0\nchannels: {c: {messages: {M: " + message + "}}}", others);
}

TEST_CASE("the channels of 3.0 are topics, by address or by key") {
  const ReadApi api = read(R"(
asyncapi: 3.0.0
info: {title: x, version: 1.0.0}
channels:
  first: {address: shop.order, description: Orders, messages: {a: {payload: {type: integer}}}}
  second.key: {messages: {a: {payload: {type: string}}}}
  third: {messages: {a: {$ref: '#/components/messages/any'}}}
  fourth: {$ref: '#/components/channels/x'}
components:
  messages: {any: {summary: Anything}}
  channels: {x: {address: shared, messages: {a: {payload: {$ref: '#/components/schemas/s'}}}}}
  schemas: {s: {enum: [yes, 2]}}
)");
  CHECK(api.error == "");
  CHECK(api.topics() == "shop.order second.key third shared");
  CHECK(api.schemas[0]->description == "Orders");
  CHECK(api.schemas[2]->description == "Anything");
  CHECK(api.takes("shop.order", "1"));
  CHECK_FALSE(api.takes("shop.order", "\"x\""));
  CHECK(api.takes("third", "[]"));
  CHECK(api.takes("shared", "\"yes\""));
  CHECK_FALSE(api.takes("shared", "true"));
  CHECK(api.not_validated == "");
}

TEST_CASE("the channels of 2.x are topics by name, of what is published and subscribed to") {
  const ReadApi api = read(R"({"asyncapi": "2.6.0", "channels": {
    "a": {"publish": {"message": {"payload": {"type": "integer"}}},
          "subscribe": {"message": {"oneOf": [{"payload": {"type": "null"}}, {"$ref": "#/components/messages/m"}]}}},
    "b": {"subscribe": {"message": {"$ref": "#/components/messages/several"}}},
    "c": {"address": "not.of.2.x", "publish": {"message": {"payload": true}}}},
    "components": {"messages": {"m": {"payload": {"const": "m"}},
                                "several": {"oneOf": [{"payload": {"type": "array"}}]}}}})");
  CHECK(api.error == "");
  CHECK(api.topics() == "a b c");
  for (const char* const valid : {"1", "null", "\"m\""}) CHECK(api.takes("a", valid));
  CHECK_FALSE(api.takes("a", "\"n\""));
  CHECK(api.takes("b", "[]"));
  CHECK_FALSE(api.takes("b", "{}"));
}

TEST_CASE("a payload must satisfy one of a channel's messages, and the closest is named") {
  const ReadApi api = read(R"(
asyncapi: 3.0.0
channels:
  one: {address: t, messages: {a: {payload: {type: object, required: [id]}}, b: {payload: {type: integer}}}}
  two: {address: t, messages: {a: {payload: {type: boolean}}}}
)");
  REQUIRE(api.error == "");
  CHECK(api.topics() == "t");
  for (const char* const valid : {"{\"id\":1}", "3", "true"}) CHECK(api.takes("t", valid));
  const auto violations = validate(*api.schemas[0], json::parse("{}").document->root());
  REQUIRE_FALSE(violations.empty());
  CHECK(violations.front().code == Code::combination);
  CHECK(violations.front().schema == "a.yaml#/channels/one/anyOf");
}

TEST_CASE("traits are merged as each version has it") {
  const std::string message =
      "{contentType: application/json, payload: {type: integer}, traits: [{contentType: text/plain}, {name: T}]}";
  CHECK(with_message(message).topics() == "c");
  const std::string in_2 = "asyncapi: 2.6.0\nchannels: {c: {publish: {message: ";
  CHECK(read(in_2 + message + "}}}").topics() == "");
  CHECK(read(in_2 + message + "}}}").not_validated ==
        "a.yaml: not validated: channels with such payloads (c); payloads of text/plain (T)");
  CHECK(read(in_2 + "{payload: true, contentType: a/b, traits: [{contentType: null}]}}}}").topics() == "c");
  CHECK(with_message("{payload: true, traits: [{contentType: a/b}, {contentType: x/y+json; q=1}]}").topics() == "c");
}

TEST_CASE("a payload may name its schema's format") {
  const auto in = [](const std::string& format) {
    return with_message("{payload: {schemaFormat: '" + format + "', schema: {items: [{type: integer}]}}}");
  };
  CHECK(in("application/vnd.aai.asyncapi+yaml;version=3.0.0").topics() == "c");
  CHECK_FALSE(in("application/schema+json;version=draft-07").takes("c", R"(["x"])"));
  CHECK(in("application/schema+yaml;version=2020-12").error.find("items is an array") != std::string::npos);
  CHECK_FALSE(in("application/schema+json;version=draft-04").takes("c", "[1.0]"));
  CHECK(in("application/schema+json;version=draft-06").takes("c", "[1.0]"));
  CHECK_FALSE(in("application/schema+json; version=\"2019-09\"").takes("c", R"(["x"])"));
  const ReadApi unknown = in("application/schema+json;version=draft-99");
  REQUIRE(unknown.left_out.size() == 1);
  CHECK(unknown.left_out.front().topic == "c");
  CHECK(unknown.error.find("its schemaFormat is the string \"application/schema+json;version=dra") !=
        std::string::npos);
  CHECK(in("application/vnd.apache.avro;version=1.9.0").not_validated ==
        "a.yaml: not validated: channels with such payloads (c); payloads in application/vnd.apache.avro;version=1.9.0 "
        "(M)");
  CHECK(with_message("{payload: {$schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [false]}}")
            .takes("c", "[]"));
  CHECK_FALSE(with_message("{payload: {$schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [false]}}")
                  .takes("c", "[1]"));
  CHECK(with_message("{payload: {$ref: 'x.json'}}", {{"x.json", R"({"schemaFormat":"a/b","schema":3})"}}).topics() ==
        "");
  CHECK(read("asyncapi: 2.0.0\nchannels: {c: {publish: {message: {schemaFormat: a/b, payload: 3}}}}").topics() == "");
}

TEST_CASE("payloads that are not JSON leave the topic known") {
  const auto left_out = [](const std::string& messages, const std::string& head = "") {
    const ReadApi api = read("asyncapi: 3.0.0\n" + head + "channels:\n  c: {address: t, messages: " + messages + "}\n");
    CHECK(api.topics() == "");
    REQUIRE(api.left_out.size() == 1);
    CHECK(api.left_out.front().topic == "t");
    CHECK_FALSE(api.left_out.front().is_fault());
    return api.left_out.front();
  };
  const LeftOutSchema avro =
      left_out("{M: {contentType: Application/vnd.apache.Avro;version=1, payload: {type: object}}}");
  CHECK(avro.media_type == "application/vnd.apache.avro");
  CHECK(avro.why() == "a.yaml:3:47: its payload is application/vnd.apache.avro, which this program does not read");
  CHECK(left_out("{M: {payload: {type: object}}}", "defaultContentType: text/xml\n").why() ==
        "a.yaml:2:21: its payload is text/xml, which this program does not read");
  CHECK(left_out("{M: {contentType: avro/binary, payload: {schemaFormat: a/b, schema: 3}}}").media_type ==
        "avro/binary");

  const std::string schema =
      "payload: {schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0', schema: string}";
  const LeftOutSchema format = left_out("{M: {" + schema + "}}");
  CHECK(format.media_type == "application/vnd.apache.avro");
  CHECK(format.reason ==
        "its payload's schema is application/vnd.apache.avro+json;version=1.9.0, which this program does not read");
  CHECK(left_out("{M: {contentType: application/json, " + schema + "}}").media_type == "");
  CHECK(left_out("{M: {payload: {schemaFormat: application/vnd.google.protobuf;version=3, schema: x}}}").media_type ==
        "application/vnd.google.protobuf");
  CHECK(left_out("{M: {payload: {schemaFormat: application/raml+yaml;version=1.0, schema: x}}}").media_type == "");
  CHECK(left_out("{A: {contentType: avro/binary}, J: {payload: {}}}").media_type == "avro/binary");
  CHECK(left_out("{A: {contentType: avro/binary}, X: {contentType: text/xml}}").media_type == "");
}

TEST_CASE("a schema that cannot be loaded is told before payloads that are not read") {
  const std::string unknown = "{payload: {schemaFormat: 'application/schema+json;version=draft-99', schema: {}}}";
  const ReadApi api = read("asyncapi: 3.0.0\nchannels: {c: {messages: {A: {contentType: a/b}, B: " + unknown + "}}}");
  REQUIRE(api.left_out.size() == 1);
  CHECK(api.left_out.front().is_fault());
}

TEST_CASE("what is not judged loads, and is said once") {
  const ReadApi api = with_message("{payload: true, correlationId: {}, bindings: {kafka: {groupId: {}}, amqp: {}}}");
  CHECK(api.topics() == "c");
  CHECK(api.not_validated == "a.yaml: not validated: bindings (M); correlation ids (M)");
  CHECK(read("asyncapi: 3.0.0\ndefaultContentType: avro/binary\nchannels: {c: {messages: {M: {}}}}").not_validated ==
        "a.yaml: not validated: channels with such payloads (c); payloads of avro/binary (M)");
  CHECK(read("asyncapi: 3.0.0\nchannels: {a/b: {messages: {M: {}}}, d: {}}").not_validated ==
        "a.yaml: not validated: channels whose address is not a valid Kafka topic name (a/b); channels without "
        "messages (d)");
}

TEST_CASE("addresses may have parameters, and Kafka's binding may name the topic") {
  const ReadApi api = read(R"(
asyncapi: 3.0.0
channels:
  a:
    address: 'orders.{region}.{kind}'
    parameters: {region: {enum: [eu, us], default: us}, kind: {$ref: '#/components/parameters/kind'}}
    messages: {m: {payload: {type: integer}}}
  b: {address: user/signedup, bindings: {kafka: {topic: signups}}, messages: {m: {}}}
components: {parameters: {kind: {examples: [new]}}}
)");
  CHECK(api.error == "");
  CHECK(api.topics() == "orders.{region}.{kind} signups");
  REQUIRE(api.schemas[0]->topic_template != nullptr);
  CHECK(api.schemas[0]->topic_template->example() == "orders.us.new");
  CHECK(api.schemas[0]->topic_template->matches("orders.eu.x"));
  CHECK_FALSE(api.schemas[0]->topic_template->matches("orders.jp.x"));
  const ReadApi old = read(
      "asyncapi: 2.6.0\nchannels: {'t.{p}': {parameters: {p: {schema: {enum: [x]}}}, publish: {message: {payload: "
      "true}}}}");
  CHECK_FALSE(old.schemas[0]->topic_template->matches("t.y"));
}

TEST_CASE("channels without a topic, and those that share one, have types by their names") {
  const ReadApi api = read(R"(
asyncapi: 3.0.0
channels:
  nowhere: {address: null, messages: {a: {payload: {type: integer}}}}
  user/signedup: {messages: {a: {payload: {type: string}}}}
  own: {address: t, messages: {a: {payload: {type: 'null'}}}}
  one: {address: shared, messages: {a: {payload: {type: integer}}}}
  two: {address: shared, messages: {a: {payload: {type: string}}}}
  'a/{b}': {messages: {a: {payload: {$ref: '#/nowhere'}}}}
  empty: {address: null}
)");
  CHECK(api.topics() == "t shared");
  CHECK(api.schemas[0]->channel == "own");
  CHECK(api.schemas[1]->channel == "");
  std::string channels;
  for (const SchemaPtr& schema : api.channels) channels += schema->channel + '=' + schema->topic + ' ';
  CHECK(channels == "nowhere= user/signedup= one=shared two=shared ");
  const auto takes = [&api](std::size_t channel, const std::string& contents) {
    return validate(*api.channels[channel], json::parse(contents).document->root()).empty();
  };
  CHECK(takes(0, "1"));
  CHECK_FALSE(takes(0, "\"x\""));
  CHECK_FALSE(takes(2, "\"x\""));
  CHECK(takes(3, "\"x\""));
  REQUIRE(api.left_out.size() == 1);
  CHECK(api.left_out[0].loading_error().text().find("it refers to #/nowhere of a.yaml, which does not exist") !=
        std::string::npos);
  CHECK(api.not_validated.find("channels whose address is not a valid Kafka topic name (user/signedup, a/{b})") !=
        std::string::npos);
}

TEST_CASE("references lead through other files") {
  const ReadApi api = read("asyncapi: 3.0.0\nchannels: {c: {messages: {m: {$ref: 'm.yaml#/messages/m'}}}}",
                           {{"m.yaml", "messages: {m: {payload: {$ref: 'schemas/s.json#/definitions/x'}}}"},
                            {"schemas/s.json", R"({"definitions": {"x": {"$ref": "../t.yml"}}})"},
                            {"t.yml", "type: integer"}});
  REQUIRE(api.error == "");
  CHECK(api.takes("c", "1"));
  CHECK_FALSE(api.takes("c", "true"));
}

TEST_CASE("what is broken is refused where it stands") {
  const auto error = [](const std::string& text) { return read(text).error; };
  CHECK(error("asyncapi: 3.0") == "reading the schema a.yaml:1:11: asyncapi must be a string, not the number 3.0");
  CHECK(error("asyncapi: 1.2.0") ==
        R"(reading the schema a.yaml:1:11: its AsyncAPI version is the string "1.2.0" (supported: 2.x and 3.0))");
  CHECK(error("asyncapi: 3.0.0\nchannels: []") ==
        "reading the schema a.yaml:2:11: channels must be an object, not an array");
  CHECK(with_message("3").error.find("a.yaml:2:30: a message must be an object, not the number 3") !=
        std::string::npos);
  CHECK(with_message("{payload: 3}")
            .error.find("a.yaml:2:40: a schema must be an object or a boolean, not the number 3") != std::string::npos);
  CHECK(with_message("{payload: {type: strng}}")
            .error.find("a.yaml:2:47: type must be null, boolean, integer, number, string, array or object") !=
        std::string::npos);
  CHECK(with_message("{$ref: '#/x'}").error.find("it refers to #/x of a.yaml, which does not exist") !=
        std::string::npos);
  CHECK(with_message("{$ref: '#/channels/c/messages/M'}").error.find("its $ref leads back to itself") !=
        std::string::npos);
  CHECK(with_message("{payload: {$ref: 'https://example.com/s'}}")
            .error.find("it refers to https://example.com/s, which is not in the catalog") != std::string::npos);
}

TEST_CASE("what no message uses is not looked at") {
  const auto error = [](const std::string& components) {
    return read("asyncapi: 3.0.0\nchannels: {c: {messages: {m: {payload: true}}}}\ncomponents: " + components).error;
  };
  CHECK(error("{schemas: {unused: {minimum: x, pattern: '('}}}") == "");
  CHECK(error("{schemas: {unused: {$schema: 'urn:unknown', $anchor: 3}}}") == "");
  CHECK(error("{schemas: {unused: {schema: {}, schemaFormat: 3}}}") == "");
  CHECK(error("{schemas: 3}") == "");
  CHECK(error("{$ref: 'nowhere.yaml'}") == "");
}

TEST_CASE("a broken channel keeps its topic known, and no other from being read") {
  const auto left_out = [](const std::string& channel) {
    const ReadApi api =
        read("asyncapi: 3.0.0\nchannels: {fine: {messages: {m: {payload: {type: integer}}}}, broken: " + channel + "}");
    CHECK(api.topics() == "fine");
    REQUIRE(api.left_out.size() == 1);
    return api.left_out.front();
  };
  CHECK(left_out("{address: t, messages: {m: {payload: {type: strng}}}}").topic == "t");
  CHECK(left_out("{address: t, messages: {m: {$ref: '#/nowhere'}}}").topic == "t");
  CHECK(left_out("{address: t, messages: 3}").topic == "t");
  CHECK(left_out("{address: t, messages: {a: {payload: true}, b: {payload: {type: strng}}}}").topic == "t");
  const LeftOutSchema templated = left_out("{address: 't.{p}', parameters: {p: {$ref: 'p.yaml'}}, messages: {}}");
  CHECK(templated.topic == "t.{p}");
  REQUIRE(templated.topic_template != nullptr);
  CHECK(templated.topic_template->matches("t.x"));
  const LeftOutSchema unknown = left_out("{$ref: 'nowhere.yaml#/c'}");
  CHECK(unknown.topic == "");
  CHECK(unknown.reason.starts_with("the channel broken: it refers to "));
  const ReadApi old = read("asyncapi: 2.6.0\nchannels: {t: {$ref: 'nowhere.yaml#/c'}}");
  REQUIRE(old.left_out.size() == 1);
  CHECK(old.left_out.front().topic == "t");
}

TEST_CASE("keys and headers have schemas, those of traits included") {
  const ReadApi api = with_message(
      "{payload: true, headers: {required: [a]}, bindings: {kafka: {key: {type: [string, 'null']}, bindingVersion: "
      "1}}, "
      "traits: [{headers: {properties: {b: {type: integer}}}}]}");
  REQUIRE(api.topics() == "c");
  CHECK(api.not_validated.empty());
  const Schema& type = *api.schemas.front();
  REQUIRE(type.key);
  CHECK(type.key->root().types == (Type::string | Type::null));
  REQUIRE(type.headers);
  CHECK(type.headers->root().types == TypeSet(Type::object));
  const auto broken = [&](std::string_view headers) {
    return validate(*type.headers, json::parse(headers).document->root()).size();
  };
  CHECK(broken(R"({"a":"x","b":1})") == 0);
  CHECK(broken(R"({"b":"x"})") == 2);
}

TEST_CASE("a message that says nothing of keys and headers lets them be anything") {
  const ReadApi api = read(
      "asyncapi: 3.0.0\nchannels: {c: {messages: {M: {headers: {required: [a]}}, N: {bindings: {kafka: {key: "
      "true}}}}}}");
  REQUIRE(api.topics() == "c");
  CHECK(api.schemas.front()->key == nullptr);
  CHECK(api.schemas.front()->headers == nullptr);
}

TEST_CASE("in a schema format that is not supported, a key is not validated") {
  const ReadApi api = with_message(
      "{payload: true, bindings: {kafka: {key: {schemaFormat: application/vnd.apache.avro, schema: string}}}}");
  REQUIRE(api.topics() == "c");
  CHECK(api.schemas.front()->key == nullptr);
  CHECK(api.not_validated == "a.yaml: not validated: keys in application/vnd.apache.avro (M)");
}

}  // namespace
}  // namespace thoth
