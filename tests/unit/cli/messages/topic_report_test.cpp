// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/topic_report.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace thoth;
using namespace thoth::cli;

namespace {

TopicEvidence evidence(std::optional<std::uint64_t> valid_before) {
  TopicEvidence found;
  found.topic = "pre.t";
  found.base = "t";
  found.records = 7;
  found.breaking = 2;
  found.valid_before = valid_before;
  kafka::Record record;
  record.partition = 3;
  for (record.offset = 10; record.offset < 12; ++record.offset) {
    const Violation violation{Code::type, "/a", {}, "an integer", "null", "", ""};
    if (Example* const example = found.violations.add(violation, record)) {
      *example = {record.partition, record.offset, violation, std::nullopt};
    }
  }
  return found;
}

std::string report(TopicEvidence one, DiffFormat format) {
  std::vector<TopicEvidence> all;
  all.push_back(std::move(one));
  return topic_report(all, format);
}

}  // namespace

TEST_CASE("text counts the records that break, and shows the first of each kind") {
  CHECK(report(evidence(1), DiffFormat::text) ==
        "Records of pre.t: 7 records, 2 break NEW (1 valid under OLD)\n"
        "          2  type at /a: expected an integer, found null\n"
        "             first [3] @ 10\n");
  CHECK(report(evidence(std::nullopt), DiffFormat::text)
            .starts_with("Records of pre.t: 7 records, 2 break NEW (OLD has no such topic)\n"));
  TopicEvidence empty;
  empty.topic = "t";
  CHECK(report(std::move(empty), DiffFormat::text) == "Records of t: no records\n");
}

TEST_CASE("json has an object a topic") {
  CHECK(
      report(evidence(std::nullopt), DiffFormat::json) ==
      R"({"against_topic":"pre.t","topic_name":"t","records":7,"tombstones":0,"breaking":2,"breaking_valid_before":null,)"
      R"("violations":[{"code":"type","pointer":"/a","count":2,"first":{"partition":3,"offset":10,)"
      R"("message":"expected an integer, found null"}}],"other_violations":0})"
      "\n");
}

TEST_CASE("github has an error for the topic and one for each kind") {
  CHECK(report(evidence(2), DiffFormat::github) ==
        "::error title=records of pre.t::7 records, 2 break NEW (2 valid under OLD)\n"
        "::error title=records of pre.t::2 times type at /a: expected an integer, found null; first [3] @ 10\n");
}
