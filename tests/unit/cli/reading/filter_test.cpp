// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/filter.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

namespace {

const std::vector<Header> headers{{"trace", "one"}, {"trace", "two"}, {"empty", std::nullopt}};

kafka::Record record(std::optional<std::string_view> value) {
  kafka::Record result;
  result.topic = "t";
  result.key = "the key";
  result.value = value;
  result.headers = headers;
  return result;
}

RecordFilter parsed_filter(const std::vector<std::string>& conditions) {
  auto filter = RecordFilter::parse(conditions);
  REQUIRE_MESSAGE(filter.has_value(), conditions.front());
  return std::move(*filter);
}

bool holds(const std::string& condition, const kafka::Record& record) {
  json::LazyTree contents(record.value.value_or(""));
  return parsed_filter({condition}).filter(record, contents).matches;
}

constexpr const char* object = R"({"a":"x","n":1.50,"yes":true,"none":null,"list":[1,{"b":"deep"}],"a/b":"slash"})";

}  // namespace

TEST_CASE("conditions on contents") {
  for (const char* condition :
       {"/a=x", "/a!=y", "/a~^x$", "/a", "/n=1.50", "/yes=true", "/none=null", "/none", "/list/1/b=deep",
        "/list/1={\"b\":\"deep\"}", "/a~1b=slash", "/a~1b~^sl", "!/missing", "/missing!=x", "/a~", "/n~^1\\.5"}) {
    CHECK_MESSAGE(holds(condition, record(object)), condition);
  }
  for (const char* condition : {"/a=y", "/a!=x", "/a~y", "/missing", "/missing=x", "/missing~x", "!/a", "!/none",
                                "/n=1.5", "/none=", "/list/2"}) {
    CHECK_MESSAGE(!holds(condition, record(object)), condition);
  }
}

TEST_CASE("what is no JSON matches no condition on contents, and breaks none") {
  for (const auto& value : {std::optional<std::string_view>("not json"), std::optional<std::string_view>(""),
                            std::optional<std::string_view>(R"({"a":1,"a":2})"), std::optional<std::string_view>()}) {
    for (const char* condition : {"/a=x", "/a!=x", "/a~x", "/a", "!/a"}) {
      CHECK_MESSAGE(!holds(condition, record(value)), condition);
    }
    CHECK(holds("key=the key", record(value)));
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

TEST_CASE("all must hold, and the only one that does not is told") {
  json::LazyTree contents(object);
  CHECK(parsed_filter({"/a=x", "key~the"}).filter(record(object), contents).matches);
  const RecordFilter filter = parsed_filter({"/a=x", "/n=2"});
  const Filtering near = filter.filter(record(object), contents);
  CHECK(!near.matches);
  REQUIRE(near.only_miss != nullptr);
  CHECK(near.only_miss->text() == "/n=2");
  CHECK(near.only_miss->found(record(object), contents, nullptr) == "it is \"1.50\"");
  CHECK(parsed_filter({"/a=y", "/n=2"}).filter(record(object), contents).only_miss == nullptr);
}

TEST_CASE("a long text that was found is cut between characters") {
  const std::string text(79, 'x');
  const std::string value = R"({"a":")" + text + R"(é"})";
  json::LazyTree contents(value);
  const RecordFilter filter = parsed_filter({"/a=y"});
  const Filtering near = filter.filter(record(value), contents);
  REQUIRE(near.only_miss != nullptr);
  CHECK(near.only_miss->found(record(value), contents, nullptr) == "it is \"" + text + "\"…");
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
  const std::string value = R"({"account":{"password":{"a":"hunter2"},"n":1}})";
  json::LazyTree contents(value);
  const auto found = [&](const char* condition) {
    return Condition::parse(condition)->found(record(value), contents, &schema);
  };
  CHECK(found("/account/password=x") == "it is secret (***)");
  CHECK(found("/account/password/a=x") == "it is secret (***)");
  CHECK(found("/account=x") == R"(it is "{\"password\":\"***\",\"n\":1}")");
  CHECK(found("/account/n=2") == R"(it is "1")");
}

TEST_CASE("malformed conditions are told") {
  for (const char* condition : {"", "a=x", "=x", "~x", "!", "/a~(", "header:=x", "header:", "headers:a=1", "keys=1"}) {
    const auto filter = RecordFilter::parse({condition});
    REQUIRE_MESSAGE(!filter.has_value(), condition);
    CHECK(filter.error().code == ErrorCode::usage);
    CHECK_MESSAGE(filter.error().text().find(condition) != std::string::npos, filter.error().text());
  }
}
