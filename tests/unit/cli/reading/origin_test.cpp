// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/origin.hpp"

#include <doctest/doctest.h>

#include <string>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// "component/version" of a value, with - for what is not there.
std::string origin(std::string_view value, const std::string& topic = "thoth.repo-init", const Headers& headers = {}) {
  RecordValidator validator(builtin_types(), "", {Strict::yes, {}, Wire::members});
  kafka::Record record;
  record.topic = topic;
  record.value = value;
  record.headers = headers;
  json::LazyTree contents(value);
  const RecordOrigin found = origin_of(validator.validate(record, contents));
  return std::string(found.component_name.value_or("-")) + '/' + std::string(found.version.value_or("-"));
}

std::string key_of(const std::optional<std::string_view>& name) {
  std::string key;
  append_kept_name(name, key);
  return key;
}

}  // namespace

TEST_CASE("valid contents tell who wrote them, in whatever form") {
  CHECK(origin(R"({"component_name":"c","service_version":"1","version":"v1","project_url":"a","job_id":null})") ==
        "c/v1");
  CHECK(origin(R"({"project_url": "a", "version" : "v2", "service_version": "1", "component_name": ""})") == "/v2");
  CHECK(origin(R"({"component_name":"\u00e9","service_version":"1","project_url":"a"})") == "é/-");
}

TEST_CASE("so do contents that break their contract, as far as they can be read") {
  CHECK(origin(R"({"component_name":"c","version":"v1"})") == "c/v1");
  CHECK(origin(R"({"component_name":7,"version":["v1"]})") == "-/-");
  CHECK(origin(R"({"component_name":"c","version":"v1","project_url":)") == "c/v1");
  CHECK(origin(R"({"component_name":"c","service_version":"1","version":"v1","project_url":"a","more":1})") == "c/v1");
  CHECK(origin("no json") == "-/-");
  CHECK(origin("[]") == "-/-");
}

TEST_CASE("and those of no known type") {
  CHECK(origin(R"({"component_name":"c","version":"v1"})", "other") == "c/v1");
  CHECK(origin("1", "other") == "-/-");
}

TEST_CASE("an event whose data name no component is from its source") {
  const Headers structured{{"content-type", "application/cloudevents+json"}};
  CHECK(origin(R"({"specversion":"1.0","source":"/s","data":{"component_name":"c","version":"v1"}})", "t",
               structured) == "c/v1");
  CHECK(origin(R"({"specversion":"1.0","source":"/s","data":{}})", "t", structured) == "/s/-");
  CHECK(origin("no json", "t", structured) == "-/-");
  CHECK(origin(R"({"specversion":"1.0","source":"/s","data":)", "t", structured) == "/s/-");
  const Headers binary{{"ce_specversion", "1.0"}, {"ce_source", "/s"}};
  CHECK(origin("no json", "t", binary) == "/s/-");
  CHECK(origin(R"({"component_name":"c"})", "t", binary) == "c/-");
}

TEST_CASE("a name is kept up to its longest") {
  CHECK(kept_name("solver") == "solver");
  CHECK(kept_name(std::string(200, 'a')) == std::string(longest_kept_name, 'a'));
  CHECK(kept_name(std::nullopt) == std::nullopt);
}

TEST_CASE("keys tell apart what is kept as different names") {
  CHECK(key_of("a") != key_of("b"));
  CHECK(key_of("") != key_of(std::nullopt));
  CHECK(key_of("a") + key_of("b") != key_of("ab") + key_of(""));
  CHECK(key_of(std::string(200, 'a')) == key_of(std::string(300, 'a')));
}
