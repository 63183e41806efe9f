// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/pretty_record.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

std::string page(kafka::Record record, json::Colours colours = json::Colours::no, const MatchMarks* marks = nullptr) {
  record.partition = 2;
  record.offset = 5;
  RecordValidator validator(builtin_types(), "");
  json::LazyTree contents(record.value.value_or(""));
  const ValidatedRecord validated = validator.validate(record, contents);
  ShownValues values(Secrets::masked);
  std::string out;
  append_pretty_record(validated, values.show(validated), colours, marks, out);
  return out;
}

kafka::Record undated(std::string_view topic, std::optional<std::string_view> value) {
  kafka::Record result;
  result.topic = topic;
  result.timestamp = -1;
  result.value = value;
  return result;
}

}  // namespace

TEST_CASE("a record's place, key and headers stand above its contents") {
  const std::vector<Header> headers{{"trace", "one"}, {"none", std::nullopt}};
  kafka::Record full = undated("t", R"({"a":[1,"x"],"b":{}})");
  full.key = "k\n";
  full.headers = headers;
  CHECK(page(full) ==
        "t [2] @ 5\n"
        "  key: \"k\\n\"\n"
        "  header trace: one\n"
        "  header none: null\n"
        "  {\n"
        "    \"a\": [\n"
        "      1,\n"
        "      \"x\"\n"
        "    ],\n"
        "    \"b\": {}\n"
        "  }\n");
}

TEST_CASE("a tombstone, and bytes that are not JSON, are said to be that") {
  CHECK(page(undated("t", std::nullopt)) == "t [2] @ 5\n  (tombstone)\n");
  CHECK(page(undated("t", "abc")) == "t [2] @ 5\n  abc  (3 bytes, not JSON)\n");
  CHECK(page(undated("t", "x")) == "t [2] @ 5\n  x  (1 byte, not JSON)\n");
  const std::vector<Header> headers{{"content-type", "avro/binary"}};
  kafka::Record avro = undated("t", "x");
  avro.headers = headers;
  CHECK(page(avro) ==
        "t [2] @ 5\n  header content-type: avro/binary\n"
        "  x  (1 byte, a value that is not JSON: Avro, as its header content-type says (avro/binary))\n");
}

TEST_CASE("contents with secrets are those without them") {
  const std::string text = page(undated("thoth.package-extract-trigger", R"({"registry_password": ["hunter2"]})"));
  CHECK(text.find("hunter2") == std::string::npos);
  CHECK(text.find("  {\n    \"registry_password\": \"***\"\n  }\n") != std::string::npos);
  CHECK(page(undated("thoth.package-extract-trigger", "hunter2")).ends_with("  \"***\"\n"));
}

TEST_CASE("colours are put in only where they are wanted") {
  const kafka::Record plain = undated("t", "[null]");
  CHECK(page(plain).find('\x1b') == std::string::npos);
  CHECK(page(plain, json::Colours::yes) == "\x1b[1mt [2] @ 5\x1b[0m\n  [\n    \x1b[2mnull\x1b[0m\n  ]\n");
}

TEST_CASE("matches are marked in key, headers and contents, and nowhere else") {
  const std::vector<Header> headers{{"t", "t"}};
  kafka::Record full = undated("t", R"({"t":"atb"})");
  full.key = "t";
  full.headers = headers;
  const auto marks = MatchMarks::parse("t");
  REQUIRE(marks.has_value());
  const std::string t = "\x1b[7mt\x1b[27m";
  CHECK(page(full, json::Colours::no, &*marks) ==
        "t [2] @ 5\n  key: " + t + "\n  header " + t + ": " + t + "\n  {\n    \"" + t + "\": \"a" + t + "b\"\n  }\n");
  CHECK(page(undated("t", "t"), json::Colours::no, &*marks) == "t [2] @ 5\n  " + t + "  (1 byte, not JSON)\n");
}
