// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/member_writer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "json/token_index.hpp"
#include "thoth/messages/all.hpp"

namespace thoth {
namespace {

const Schema& written_schema() {
  return *messages::catalog().find("thoth.repo-init");
}

const std::vector<FillIn> fill_ins = {{"component_name", "a \"tool\""}, {"service_version", "2"}};

std::string written(const std::vector<std::string_view>& members) {
  std::string out = "> ";
  MemberWriter(written_schema(), fill_ins).write(members, out);
  return out;
}

/// The members that a judge finds in contents of that type.
std::vector<std::string_view> members_in(const std::string& contents) {
  json::TokenIndex index;
  MessageValidator validator({Strict::no, fill_ins});
  const ValidationResult& result = validator.validate(written_schema(), json::index_value(contents, index));
  REQUIRE(result.valid());
  return result.members;
}

TEST_CASE("members are written in declaration order, behind what is there already") {
  CHECK(written({R"("c")", R"("1")", R"("v9")", R"("https://a")", "null"}) ==
        R"(> {"component_name":"c","service_version":"1","version":"v9","project_url":"https://a","job_id":null})");
}

TEST_CASE("what is filled in and defaults stand where members are absent") {
  CHECK(written({{}, {}, {}, R"("u")", {}}) ==
        R"(> {"component_name":"a \"tool\"","service_version":"2","version":"v1","project_url":"u","job_id":null})");
}

TEST_CASE("texts of any length are written whole") {
  for (std::size_t size = 0; size < 600; ++size) {
    std::string url = "\"";
    for (std::size_t at = 0; at < size; ++at) url += static_cast<char>('a' + at % 26);
    url += '"';
    CHECK(written({{}, {}, {}, url, {}}) ==
          R"(> {"component_name":"a \"tool\"","service_version":"2","version":"v1","project_url":)" + url +
              R"(,"job_id":null})");
  }
}

TEST_CASE("a judge says of which members it made a wire form") {
  const std::string contents = R"({ "job_id" : "j" , "project_url" : "u" })";
  CHECK(members_in(contents) == std::vector<std::string_view>{{}, {}, {}, R"("u")", R"("j")"});
}

TEST_CASE("where the text of a member is not what goes out, a judge names no members") {
  CHECK(members_in(R"({"project_url":"\u0041"})").empty());
  // Contents that are canonical already are not made of anything.
  CHECK(members_in(R"({"component_name":"c","service_version":"1","version":"v1","project_url":"u","job_id":null})")
            .empty());
  CHECK(members_in("{\"project_url\":\"u\"}").size() == 5);
}

TEST_CASE("free-form members are taken as they stand where there is no white space to leave out") {
  json::TokenIndex index;
  MessageValidator validator({Strict::no, fill_ins});
  const Schema& trigger = *messages::catalog().find("thoth.kebechet-trigger");
  for (const char* payload : {R"({"a":[1,{"b":"c"}]})", R"({"a": 1})", R"({"a":"\n"})"}) {
    const std::string contents = std::string(R"({"webhook_payload":)") + payload + "}";
    const ValidationResult& result = validator.validate(trigger, json::index_value(contents, index));
    REQUIRE(result.valid());
    CHECK(result.members.empty() == (std::string_view(payload).find_first_of(" \\") != std::string_view::npos));
    CHECK(result.wire.find("\"webhook_payload\":{\"a\":") != std::string_view::npos);
  }
}

TEST_CASE("of integers, -0 is written as 0") {
  json::TokenIndex index;
  MessageValidator validator({Strict::no, fill_ins});
  const Schema& report = *messages::catalog().find("thoth.advise-reporter.advise-justification");
  const std::string contents = R"({"message":"m","justification_type":"t","count":-0,"adviser_version":"1"})";
  const ValidationResult& result = validator.validate(report, json::index_value(contents, index));
  REQUIRE(result.valid());
  CHECK(result.members.empty());
  CHECK(result.wire.find("\"count\":0,") != std::string_view::npos);
}

}  // namespace
}  // namespace thoth
