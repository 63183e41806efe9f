// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/record_field.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// All values of a field, one after the other; of arrays and objects only that they are.
std::string values(const std::string& text, const kafka::Record& record) {
  const auto field = RecordField::parse(text);
  REQUIRE_MESSAGE(field.has_value(), text);
  RecordValidator validator(builtin_types(), "p");
  json::LazyTree contents(record.value.value_or(""));
  RecordView view(record, contents, validator);
  std::string out;
  field->any_of(view, [&out](const Operand& operand) {
    if (!out.empty()) out += ' ';
    out += operand.kind == Operand::Kind::container ? "…" : operand.text;
    if (operand.kind == Operand::Kind::number) out += '#';
    return false;
  });
  return out;
}

const std::vector<Header> given_headers{{"h", "one"}, {"h", "two"}, {"none", std::nullopt}};

kafka::Record record() {
  kafka::Record result;
  result.topic = "p.thoth.repo-init";
  result.partition = 2;
  result.offset = 5;
  result.timestamp = 1000;
  result.key = "k";
  result.value = R"({"a":[1,{"b":"x"},{"b":null}],"*":true})";
  result.headers = given_headers;
  return result;
}

}  // namespace

TEST_CASE("each kind of field has its values") {
  CHECK(values("topic", record()) == "p.thoth.repo-init thoth.repo-init");
  CHECK(values("partition", record()) == "2#");
  CHECK(values("offset", record()) == "5#");
  CHECK(values("timestamp", record()) == "1000#");
  CHECK(values("size", record()) == "39#");
  CHECK(values("key", record()) == "k");
  CHECK(values("header:h", record()) == "one two");
  CHECK(values("header:none", record()).empty());
  CHECK(values("value", record()) == *record().value);
  CHECK(values("valid", record()) == "false");
  CHECK(values("code", record()).starts_with("missing"));
}

TEST_CASE("a pointer finds one value, and * all that are there") {
  CHECK(values("/a/0", record()) == "1#");
  CHECK(values("/a/*", record()) == "1# … …");
  CHECK(values("/a/*/b", record()) == "x null");
  CHECK(values("/*", record()) == "… true");
  CHECK(values("/*/*/b", record()) == "x null");
  CHECK(values("/a/*/b/*", record()).empty());
  CHECK(values("/a/2/b", record()) == "null");
}

TEST_CASE("looking ends with the first value that will do") {
  const auto field = RecordField::parse("/*");
  RecordValidator validator(builtin_types(), "");
  const kafka::Record read = record();
  json::LazyTree contents(*read.value);
  RecordView view(read, contents, validator);
  int looked = 0;
  CHECK(field->any_of(view, [&looked](const Operand&) { return ++looked == 1; }));
  CHECK(looked == 1);
}

TEST_CASE("a pattern leads to a secret if one of its pointers may") {
  const std::vector<SecretValue> secrets{{"/a/0/b", {}}};
  for (const char* text : {"/a/0/b", "/a/*/b", "/*/*/*", "/a/0/b/c", "/a/0/*/c"}) {
    CHECK_MESSAGE(RecordField::parse(text)->leads_to(secrets), text);
  }
  for (const char* text : {"/a", "/a/0", "/a/1/b", "/a/*/c", "/*"}) {
    CHECK_MESSAGE(!RecordField::parse(text)->leads_to(secrets), text);
  }
}

TEST_CASE("what is no field is refused") {
  for (const char* text : {"", "a", "keys", "header:", "headers:a", "/a~2"}) {
    const auto field = RecordField::parse(text);
    REQUIRE_MESSAGE(!field.has_value(), text);
    CHECK(field.error().code == ErrorCode::usage);
  }
}
