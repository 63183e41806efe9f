// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/template.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

namespace {

std::string rendered(const std::string& layout, const kafka::Record& record, ShownValue shown = {}) {
  const auto parsed = RecordTemplate::parse(layout);
  REQUIRE_MESSAGE(parsed.has_value(), layout);
  std::string out;
  json::LazyTree contents(shown.contents.value_or(record.value.value_or("")));
  parsed->append(record, 7, shown, contents, out);
  return out;
}

const std::vector<Header> two_headers{{"h1", "v1"}, {"h2", std::nullopt}};

kafka::Record record() {
  kafka::Record result;
  result.topic = "topic";
  result.partition = 2;
  result.offset = 343;
  result.timestamp = 1700000000123;
  result.key = "key";
  result.value = "value";
  result.headers = two_headers;
  return result;
}

}  // namespace

TEST_CASE("tokens and lengths") {
  CHECK(rendered("%t %T %k %K %v %V %H %p %o %d %i", record()) == "topic 5 key 3 value 5 2 2 343 1700000000123 7");
  CHECK(rendered("%h{%k=%v(%K,%V);}", record()) == "h1=v1(2,2);h2=(2,0);");
  CHECK(rendered("[%h{%v{hex} }]", record()) == "[7631  ]");
  CHECK(rendered("%% %{ %}", record()) == "% { }");
  CHECK(rendered(R"(a\tb\r\n\\\x41\x00)", record()) == std::string("a\tb\r\n\\A\0", 8));
  CHECK(rendered("", record()).empty());
}

TEST_CASE("a tombstone without a key has empty texts") {
  kafka::Record bare = record();
  bare.key.reset();
  bare.value.reset();
  CHECK(rendered("<%k|%v|%V>", bare) == "<||0>");
}

TEST_CASE("modifiers") {
  CHECK(rendered("%k{base64} %v{base64raw} %v{base64} %t{hex}", record()) == "a2V5 dmFsdWU dmFsdWU= 746f706963");
  CHECK(rendered("%o{hex} %o{hex16} %p{hex4} %p{hex64} %p{ascii}", record()) == "157 0157 2 0000000000000002 2");
  CHECK(rendered("%o{big16}%o{little32}%p{byte}", record()) == std::string("\x01\x57\x57\x01\x00\x00\x02", 7));
  CHECK(rendered("%p{bool}", record()) == "true");
  CHECK(rendered("%d{strftime[%Y-%m-%dT%H:%M:%SZ]} %d{strftime##%F##} %d{strftime{%F}}", record()) ==
        "2023-11-14T22:13:20Z 2023-11-14 2023-11-14");
}

TEST_CASE("unpacking bytes") {
  kafka::Record binary = record();
  binary.value = std::string_view("\xff\xfe\x00\x00\x00\x05rest", 10);
  CHECK(rendered("%v{unpack[b]}", binary) == "-1");
  CHECK(rendered("%v{unpack[h]}", binary) == "-2");
  CHECK(rendered("%v{unpack[<h]}", binary) == "-257");
  CHECK(rendered("%v{unpack[B]}", binary) == "255");
  CHECK(rendered("%v{unpack[Hxi]}", binary) == "65534 5");
  CHECK(rendered("%v{unpack[q]}", binary) == "-562949953064347");
  CHECK(rendered("%v{unpack[<Hx>Ixs$]}", binary) == "65279 5 rest");
}

TEST_CASE("parts of the value, by JSON pointers") {
  kafka::Record json = record();
  json.value = R"({"a":"x\"y","n":1.50,"none":null,"list":[1,{"b}":2}],"m~/":3,"s":""})";
  CHECK(rendered("%v{/a}|%v{/n}|%v{/none}|%v{/list}|%v{/list/0}", json) == R"(x"y|1.50|null|[1,{"b}":2}]|1)");
  CHECK(rendered("%v{/m~0~1}|%v{/missing}|%v{/a/b}|%v{/s}|", json) == "3||||");
  CHECK(rendered("<%v{/a}>", record()) == "<>");
  CHECK(rendered("%v{/p} %v{/q}", json, {R"({"p":"***","q":1})", false, true}) == "*** 1");
}

TEST_CASE("what is masked stays masked") {
  CHECK(rendered("%v %V", record(), {R"({"a":"***"})", false, true}) == R"({"a":"***"} 11)");
}

TEST_CASE("what a layout may not hold is told with its place") {
  const std::vector<std::pair<const char*, const char*>> wrong = {
      {"%t %q", "unknown token %q at character 4"},
      {"%e", "%e is not supported at character 1"},
      {"abc%", "incomplete token at character 4"},
      {"%v{nope}", "{nope} is not a text modifier at character 1"},
      {"%p{base64}", "{base64} is not a number modifier at character 1"},
      {"%v{/a~2}", "invalid JSON pointer at character 1"},
      {"%k{/a}", "{/a} is not a text modifier at character 1"},
      {"%h{%v{/a}}", "{/a} is not a text modifier at character 4"},
      {"%v{hex", "unclosed brace at character 3"},
      {"%h", "%h without braces at character 1"},
      {"%h{%k", "unclosed brace at character 1"},
      {"%h{%t}", "unknown token %t at character 4"},
      {R"(\q)", "unknown escape at character 1"},
      {R"(\x1)", "unknown escape at character 1"},
      {"%v{unpack[z]}", "{unpack[z]} is not a text modifier at character 1"},
      {"%d{strftime}", "{strftime} is not a number modifier at character 1"},
  };
  for (const auto& layout : wrong) {
    CAPTURE(layout.first);
    const auto parsed = RecordTemplate::parse(layout.first);
    REQUIRE(!parsed.has_value());
    CHECK(parsed.error().code == ErrorCode::usage);
    CHECK(parsed.error().reason == layout.second);
  }
}

TEST_CASE("key and value are printed after their frames, whose schemas have tokens") {
  const std::string frame("\0\0\0\0*", 5);
  const std::string key = frame + "\"k\"";
  const std::string value = frame + R"({"a":1})";
  kafka::Record framed = record();
  framed.key = key;
  framed.value = value;
  const auto parsed = RecordTemplate::parse("%k %K %k{schema_id} %v %V %v{schema_id} %v{/a}");
  REQUIRE(parsed.has_value());
  std::string out;
  json::LazyTree contents(contents_of(framed));
  parsed->append(framed, 1, {}, contents, out);
  CHECK(out == R"("k" 3 42 {"a":1} 7 42 1)");
  CHECK(rendered("<%v{schema_id}%k{schema_id}>", record()) == "<>");
}
