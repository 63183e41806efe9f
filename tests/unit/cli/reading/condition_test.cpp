// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/condition.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

const std::vector<Header> headers{{"trace", "one"}, {"trace", "two"}, {"empty", std::nullopt}, {"n", "10"}};

kafka::Record record(std::optional<std::string_view> value) {
  kafka::Record result;
  result.topic = "t";
  result.partition = 3;
  result.offset = 70;
  result.timestamp = 1'768'471'200'000;  // 2026-01-15T10:00:00Z
  result.key = "the key";
  result.value = value;
  result.headers = headers;
  return result;
}

Condition parsed(const std::string& text) {
  auto condition = Condition::parse(text);
  REQUIRE_MESSAGE(condition.has_value(), condition.error().text());
  return std::move(*condition);
}

bool holds(const std::string& text, const kafka::Record& record) {
  RecordValidator validator(builtin_types(), "p");
  json::LazyTree contents(record.value.value_or(""));
  RecordView view(record, contents, validator);
  return parsed(text).holds(view);
}

std::string found(const std::string& text, const kafka::Record& record, const Schema* schema = nullptr) {
  RecordValidator validator(builtin_types(), "p");
  json::LazyTree contents(record.value.value_or(""));
  RecordView view(record, contents, validator);
  return parsed(text).found(view, schema);
}

std::string refusal(const std::string& text) {
  const auto condition = Condition::parse(text);
  REQUIRE_MESSAGE(!condition.has_value(), text);
  CHECK(condition.error().code == ErrorCode::usage);
  return condition.error().text();
}

constexpr const char* object =
    R"({"a":"x","n":1.50,"yes":true,"none":null,"list":[1,{"b":"deep"}],"a/b":"slash","m":{"p":{"v":1},"q":{"v":2}}})";

}  // namespace

TEST_CASE("conditions on contents") {
  for (const char* condition :
       {"/a=x", "/a!=y", "/a~^x$", "/a", "/n=1.50", "/yes=true", "/none=null", "/none", "/list/1/b=deep",
        "/list/1={\"b\":\"deep\"}", "/a~1b=slash", "/a~1b~^sl", "!/missing", "/missing!=x", "/a~", "/n~^1\\.5"}) {
    CHECK_MESSAGE(holds(condition, record(object)), condition);
  }
  for (const char* condition :
       {"/a=y", "/a!=x", "/a~y", "/missing", "/missing=x", "/missing~x", "!/a", "!/none", "/none=", "/list/2"}) {
    CHECK_MESSAGE(!holds(condition, record(object)), condition);
  }
}

TEST_CASE("numbers are compared exactly, whatever form they have") {
  for (const char* condition :
       {"/n=1.5", "/n==15e-1", "/n!=1.51", "/n>1", "/n>1.4999999999999999999", "/n<1.50000000000000000001", "/n>=1.5",
        "/n<=1.5", "/n<10", "/list/0<2", "header:n>9", "header:n<100"}) {
    CHECK_MESSAGE(holds(condition, record(object)), condition);
  }
  for (const char* condition : {"/n>1.5", "/n<1.5", "/n>10", "/n!=1.500", "/missing>0", "/missing<=0"}) {
    CHECK_MESSAGE(!holds(condition, record(object)), condition);
  }
  const auto large = record(R"({"n":9007199254740993,"s":"2"})");
  CHECK(holds("/n>9007199254740992", large));
  CHECK(!holds("/n=9007199254740992", large));
  // A text equals only itself, though it may be compared as a number.
  CHECK(!holds("/s=2.0", large));
  CHECK(holds("/s<10", large));
}

TEST_CASE("what is no number is compared as text, and what has no order never fits") {
  CHECK(holds("/a>w", record(object)));
  CHECK(holds("/a<=x", record(object)));
  CHECK(!holds("/a<x", record(object)));
  CHECK(holds("key<the kez", record(object)));
  for (const char* condition : {"/none>0", "/none<0", "/yes>false", "/list>0", "/m<z", "header:empty<z"}) {
    CHECK_MESSAGE(!holds(condition, record(object)), condition);
  }
}

TEST_CASE("blanks around operators are free") {
  for (const char* condition : {"/a = x", " /a =x ", "/n > 1", "/n >=1.5", "! /missing", "/a ~ ^x$", "/a != y",
                                "/a=y||/n>1", "/a = y || /n > 1", "/missing || /a", "/a=y || !/missing"}) {
    CHECK_MESSAGE(holds(condition, record(object)), condition);
  }
  CHECK(!holds("/a=y || /n>2", record(object)));
}

TEST_CASE("a value in double quotes is a JSON string, or that very text") {
  CHECK(holds(R"(/a="x")", record(object)));
  CHECK(holds(R"(/a = "\u0078")", record(object)));
  CHECK(!holds(R"(/a!="x")", record(object)));
  CHECK(holds(R"(/a="x")", record(R"({"a":"\"x\""})")));
  CHECK(holds(R"(/a=" || =~" || /b)", record(R"({"a":" || =~"})")));
  CHECK(holds(R"(/a="x" y)", record(R"({"a":"\"x\" y"})")));
  CHECK(holds(R"(/a="x)", record(R"({"a":"\"x"})")));
}

TEST_CASE("* is any element or member") {
  for (const char* condition : {"/list/*=1", "/list/*/b=deep", "/m/*/v=2", "/m/*/v>1", "/*/0=1", "/*/*/v~^2$", "/m/*",
                                "!/list/*/c", "/m/*/v!=3"}) {
    CHECK_MESSAGE(holds(condition, record(object)), condition);
  }
  for (const char* condition : {"/list/*=2", "/m/*/v!=2", "/a/*", "/m/*/v>2", "!/list/*"}) {
    CHECK_MESSAGE(!holds(condition, record(object)), condition);
  }
}

TEST_CASE("what is no JSON matches no condition on contents, and breaks none") {
  for (const auto& value : {std::optional<std::string_view>("not json"), std::optional<std::string_view>(""),
                            std::optional<std::string_view>(R"({"a":1,"a":2})"), std::optional<std::string_view>()}) {
    for (const char* condition : {"/a=x", "/a!=x", "/a~x", "/a", "!/a", "/a<x", "/*"}) {
      CHECK_MESSAGE(!holds(condition, record(value)), condition);
    }
    CHECK(holds("key=the key", record(value)));
    CHECK(holds("/a || key=the key", record(value)));
  }
}

TEST_CASE("conditions on the key and on headers") {
  kafka::Record keyless = record(object);
  keyless.key.reset();
  CHECK(holds("key~^the", record(object)));
  CHECK(holds("key", record(object)));
  CHECK(!holds("key", keyless));
  CHECK(holds("!key", keyless));
  CHECK(holds("key!=x", keyless));
  CHECK(holds("header:trace=two", record(object)));
  CHECK(holds("header:trace~^on", record(object)));
  CHECK(!holds("header:trace!=one", record(object)));
  CHECK(holds("header:trace!=three", record(object)));
  CHECK(holds("header:empty", record(object)));
  CHECK(!holds("header:empty=", record(object)));
  CHECK(holds("!header:other", record(object)));
}

TEST_CASE("conditions on what Kafka knows of a record") {
  for (const char* condition :
       {"topic=t", "topic~^t", "topic!=u", "partition=3", "partition<4", "offset>=70", "offset<7e1 || offset=70",
        "timestamp>=2026-01-15", "timestamp=2026-01-15T11:00:00+01:00", "timestamp=1768471200000", "timestamp<-1h",
        "timestamp", "size=2", "size>1"}) {
    CHECK_MESSAGE(holds(condition, record("{}")), condition);
  }
  for (const char* condition :
       {"topic=u", "partition=1", "offset>70", "timestamp>2026-01-16", "!timestamp", "size>2"}) {
    CHECK_MESSAGE(!holds(condition, record("{}")), condition);
  }
  kafka::Record prefixed = record(std::nullopt);
  prefixed.topic = "p.thoth.repo-init";
  prefixed.timestamp = -1;
  CHECK(holds("topic=thoth.repo-init", prefixed));
  CHECK(holds("topic=p.thoth.repo-init", prefixed));
  CHECK(!holds("topic!=thoth.repo-init", prefixed));
  CHECK(holds("size=0", prefixed));
  CHECK(holds("!timestamp", prefixed));
}

TEST_CASE("conditions on a value's bytes") {
  CHECK(holds("value~bin\\x00", record(std::string_view("bin\0ary", 7))));
  CHECK(holds("value~ary", record("\xff\xfe"
                                  "ary")));
  CHECK(holds("value={}", record("{}")));
  CHECK(!holds("value", record(std::nullopt)));
  CHECK(holds("!value", record(std::nullopt)));
}

TEST_CASE("conditions on what a contract says of a record") {
  kafka::Record invalid = record(R"({"project_url":1})");
  invalid.topic = "thoth.repo-init";
  for (const char* condition :
       {"!valid", "valid=false", "valid!=true", "code=missing", "code~^ty", "code", "code!=range"}) {
    CHECK_MESSAGE(holds(condition, invalid), condition);
  }
  for (const char* condition : {"valid", "valid=true", "code=range", "!code", "code!=type"}) {
    CHECK_MESSAGE(!holds(condition, invalid), condition);
  }
  CHECK(holds("valid", record("{}")));
  CHECK(holds("!code", record("{}")));
}

TEST_CASE("--grep looks at key, value and headers") {
  RecordValidator validator(builtin_types(), "");
  const kafka::Record read = record("{\"a\":1}");
  json::LazyTree contents("");
  RecordView view(read, contents, validator);
  for (const char* regex : {"^the", "\"a\":", "^two$", "^trac"}) {
    CHECK_MESSAGE(Condition::grep(regex)->holds(view), regex);
  }
  CHECK(!Condition::grep("three")->holds(view));
  CHECK(Condition::grep("three")->found(view, nullptr) == "neither key, value nor headers match");
}

TEST_CASE("what was found instead") {
  CHECK(found("/n=2", record(object)) == R"(it is "1.50")");
  CHECK(found("/x=2", record(object)) == "it is absent");
  CHECK(found("/x=2", record("x")) == "its value is not JSON");
  CHECK(found("/m/*/v=3", record(object)) == R"(it is "1" and 1 more)");
  CHECK(found("header:empty=x", record(object)) == "it is null");
  CHECK(found("offset<3", record(object)) == R"(it is "70")");
  CHECK(found("/a=y || key=z", record(object)) == R"(/a: it is "x"; key: it is "the key")");
  const std::string text(79, 'x');
  const std::string value = R"({"a":")" + text + R"(é"})";
  CHECK(found("/a=y", record(value)) == "it is \"" + text + "\"…");
}

TEST_CASE("of a secret it is not told what was found, nor of an object around it") {
  Schema schema;
  schema.rules.resize(3);
  schema.rules[0].types = schema.rules[1].types = Type::object;
  schema.rules[2].types = any_type;
  Property account;
  account.name = "account";
  account.rule = 1;
  Property password;
  password.name = "password";
  password.rule = 2;
  password.secret = Secret::yes;
  schema.rules[0].properties = {account};
  schema.rules[1].properties = {password};
  const auto of_secret = [&](const char* condition, std::string_view value) {
    return found(condition, record(value), &schema);
  };
  constexpr const char* value = R"({"account":{"password":{"a":"hunter2"},"n":1}})";
  for (const char* condition : {"/account/password=x", "/account/password/a=x", "/account/*=x", "/*/password=x",
                                "/account/password/*=x", "/account/*/a>x"}) {
    CHECK_MESSAGE(of_secret(condition, value) == "it is secret (***)", condition);
  }
  CHECK(of_secret("/account=x", value) == R"(it is "{\"password\":\"***\",\"n\":1}")");
  CHECK(of_secret("/*=x", value) == R"(it is "{\"password\":\"***\",\"n\":1}")");
  CHECK(of_secret("/account/n=2", value) == R"(it is "1")");
  CHECK(of_secret("value~x", value) == R"(it is "{\"account\":{\"password\":\"***\",\"n\":1}}")");
  CHECK(of_secret("value~x", "hunter2") == "it is secret (***)");
  CHECK(of_secret("/account/n=2 || value~x", "hunter2") ==
        "/account/n: its value is not JSON; value: it is secret (***)");
}

TEST_CASE("a refusal says what to write") {
  const auto begins = [](const std::string& condition, const std::string& text) {
    const std::string refused = refusal(condition);
    CHECK_MESSAGE(refused.starts_with("invalid condition \"" + condition + "\": " + text), refused);
  };
  begins("a > 27", "start a field with /, as in /a>27 (supported: = != ~ < <= > >=");
  begins(".a.b == 1", "start a field with /, as in /a/b==1 (");
  begins("ofset>5", "start a field with /, as in /ofset>5; or did you mean offset? (");
  begins("headers:a=1", "write header:NAME for a header");
  begins("header:=x", "the header has no name");
  begins("/a=~x", "unknown operator =~; write ~ (");
  begins("/a=>5", "unknown operator =>; write >= (");
  begins("/a<>5", "unknown operator <>; write != (");
  begins("/a!~x", "unknown operator !~ (supported: = != ~ < <= > >=");
  begins("/a=1 && /b=2", "this joins two conditions (give each its own --where");
  begins("/a=1&&/b=2", "this joins two conditions (give each its own --where");
  begins("/a and !/b", "this joins two conditions (give each its own --where");
  begins("/a=1 OR /b=2", "this joins two conditions (write || between");
  begins("/a=1 ||", "a field is missing");
  begins("/a=x||y", "start a field with /, as in /y");
  begins("/a>", "a value is missing after >");
  begins("offset", "every record has one");
  begins("offset=x", "\"x\" is not a number");
  begins("offset~1", "offset is not text");
  begins("timestamp>soon", "\"soon\" is not a time");
  begins("valid=maybe", "\"maybe\" is neither true nor false");
  begins("valid>true", "valid has no order");
  begins("code=mising", "\"mising\" is not a violation's code; did you mean missing?");
  CHECK(refusal("/a~(").starts_with("--where /a~(: invalid regular expression"));
  CHECK(refusal("/a=@none.txt").starts_with("reading none.txt: "));
  for (const char* condition : {"", "a=x", "=x", "~x", "!", "header:", "keys=1", "||", "/a || || /b"}) {
    const std::string refused = refusal(condition);
    CHECK_MESSAGE(refused.find(condition) != std::string::npos, refused);
  }
  // Words within a text are no operators.
  CHECK(holds("/a=war and peace", record(R"({"a":"war and peace"})")));
  CHECK(holds("/a=x?b=1&&c=2", record(R"({"a":"x?b=1&&c=2"})")));
}
