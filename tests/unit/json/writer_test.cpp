// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/writer.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "thoth/json.hpp"

using namespace thoth::json;

TEST_CASE("a document is written without a space") {
  std::string out = "> ";
  Writer writer(out);
  writer.begin_object().member("text", "a\"b").member("yes", true).member("none", nullptr);
  writer.member("absent", std::optional<std::int64_t>()).member("there", std::optional<std::string>("x"));
  writer.key("list").begin_array().value(1).value(-2).value(std::uint64_t{3}).begin_array().end_array().end_array();
  writer.key("object").begin_object().end_object().member("raw", Raw{"1.50e3"}).end_object();
  CHECK(out == R"(> {"text":"a\"b","yes":true,"none":null,"absent":null,"there":"x","list":[1,-2,3,[]],"object":{},)"
               R"("raw":1.50e3})");
}

TEST_CASE("numbers are written to their last digit") {
  std::string out;
  Writer(out)
      .begin_array()
      .value(std::numeric_limits<std::int64_t>::min())
      .value(std::numeric_limits<std::uint64_t>::max())
      .value(std::int32_t{-1})
      .end_array();
  CHECK(out == "[-9223372036854775808,18446744073709551615,-1]");
}

TEST_CASE("texts are escaped as write_string escapes them") {
  std::string text;
  for (char c = 0; c < 127; ++c) text += c;
  text += "\xc3\xa9\xf0\x9f\x98\x80/";
  std::string out;
  Writer(out).begin_object().member(text, text).end_object();
  CHECK(out == '{' + written_string(text) + ':' + written_string(text) + '}');
}

TEST_CASE("what was parsed is written again") {
  const Parsed parsed = parse(R"({"a": [1.50, "x", null], "b": "y"})");
  std::string out;
  Writer(out).begin_array().value(parsed.document->root()).value(*parsed.document->root().find("b")).end_array();
  CHECK(out == R"([{"a":[1.50,"x",null],"b":"y"},"y"])");
}

TEST_CASE("an empty text is null where that is asked for") {
  std::string out;
  Writer(out).begin_array().value(null_if_empty("")).value(null_if_empty("x")).value("").end_array();
  CHECK(out == R"([null,"x",""])");
}

TEST_CASE("elements and members begin on lines of their own") {
  std::string out;
  Writer writer(out);
  writer.begin_object().key("results").begin_array();
  writer.break_line().begin_object().end_object().break_line().value(1).break_line().value("x").end_array();
  writer.break_line().member("kind", "y").end_object();
  CHECK(out == "{\"results\":[\n{},\n1,\n\"x\"],\n\"kind\":\"y\"}");
}

TEST_CASE("the string may be emptied while a document is open, however deep") {
  std::string out;
  Writer writer(out);
  std::string whole;
  for (int depth = 0; depth < 1000; ++depth) {
    writer.begin_array().value(depth);
    whole += out;
    out.clear();
  }
  for (int depth = 0; depth < 1000; ++depth) writer.end_array();
  whole += out;
  const Parsed parsed = parse(whole);
  REQUIRE(parsed.document);
  std::string again;
  write(parsed.document->root(), again);
  CHECK(again == whole);
}

TEST_CASE("what could steer a terminal, hide or be a command is escaped, and means the same") {
  const std::string text = "\x7f\xc2\x9b\xe2\x80\xae\xe2\x80\xa8\xf3\xa0\x81\x81##[error]\xc3\xa9";
  const std::string written = written_string(text);
  const Parsed parsed = parse(written);
  std::string out;
  Writer writer(out);
  writer.begin_object().member(std::string_view(text), text).member("node", parsed.document->root());
  writer.member("raw", Raw{"\"\xe2\x80\xae\""}).end_object();
  const std::string escaped = R"("\u007f\u009b\u202e\u2028\udb40\udc41##\u005berror])"
                              "\xc3\xa9\"";
  CHECK(out == '{' + escaped + ':' + escaped + ",\"node\":" + escaped + ",\"raw\":\"\xe2\x80\xae\"}");
  CHECK(parse(out).document->root().members.front().name == text);
  CHECK(parse(out).document->root().find("node")->text == text);
}
