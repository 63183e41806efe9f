// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/topic_audit.hpp"

#include <doctest/doctest.h>

#include "audit/report.hpp"
#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// An audit of one topic, which gets records as a run would hand them over.
class OneTopic {
 public:
  explicit OneTopic(const std::string& topic) : validator_(builtin_types(), "", {Strict::no, {}, Wire::members}) {
    audit.topics.emplace_back();
    audit.topics.front().name = audit.topics.front().base = topic;
    audit.topics.front().is_known = true;
  }

  void add(std::optional<std::string_view> value, std::int64_t offset = 0, std::int64_t timestamp = -1) {
    kafka::Record record;
    record.topic = topic().name;
    record.value = value;
    record.offset = offset;
    record.timestamp = timestamp;
    json::LazyTree contents(value.value_or(""));
    const ValidatedRecord validated = validator_.validate(record, contents);
    topic().add(validated, {}, origin_of(validated));
  }
  TopicAudit& topic() { return audit.topics.front(); }

  Audit audit;

 private:
  RecordValidator validator_;
};

}  // namespace

TEST_CASE("records are counted by who wrote them") {
  OneTopic one("thoth.repo-init");
  one.add(R"({"component_name":"c","service_version":"1","version":"v1","project_url":"a"})", 0, 2000);
  one.add(R"({"component_name":"c","service_version":"1","version":"v1","project_url":"a","job_id":null})", 1, 1000);
  one.add(R"({"component_name":"c","version":"v1"})", 2, 3000);
  one.add("{}", 3);
  one.add(std::nullopt, 4);
  const TopicAudit& topic = one.topic();
  CHECK(topic.records == 5);
  CHECK(topic.invalid == 2);
  CHECK(topic.tombstones == 1);
  CHECK(topic.first_timestamp == 1000);
  CHECK(topic.last_timestamp == 3000);
  const auto origins = topic.origins.sorted();
  REQUIRE(origins.size() == 2);
  CHECK(origins[0]->component_name == "c");
  CHECK(origins[0]->records == 3);
  CHECK(origins[0]->invalid == 1);
  CHECK_FALSE(origins[1]->version.has_value());
  CHECK(one.audit.violations() == 5);
}

TEST_CASE("origins that are too many are counted together") {
  OneTopic one("thoth.repo-init");
  for (int i = 0; i < 1500; ++i) one.add(R"({"component_name":"c)" + std::to_string(i) + "\"}");
  CHECK(one.topic().origins.sorted().size() == 1000);
  CHECK(one.topic().origins.others().records == 500);
  CHECK(one.topic().origins.others().invalid == 500);
  const std::string text = audit_text(one.audit, 80);
  CHECK(text.find("  1480     1480              others\n") != std::string::npos);
}

TEST_CASE("an example holds no secret") {
  OneTopic one("thoth.package-extract-trigger");
  one.add(R"({"registry_password": hunter2})");
  one.add(R"({"registry_password": 7771777})");
  for (const std::string& report : {audit_text(one.audit, 80), audit_json(one.audit)}) {
    CHECK(report.find("hunter2") == std::string::npos);
    CHECK(report.find("7771777") == std::string::npos);
    CHECK(report.find("registry_password") != std::string::npos);
  }
}

TEST_CASE("the text fits 80 columns where words allow it") {
  OneTopic one("thoth.investigator.si-unanalyzed-package");
  one.add(R"({"component_name":"a-component-with-a-name","package_name":["x"],"package_version":"\u001b[2J"} x)",
          1234567);
  const std::string text = audit_text(one.audit, 80);
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(std::min(rest.size(), rest.find('\n') + 1))) {
    CHECK(rest.substr(0, rest.find('\n')).size() <= 80);
  }
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("a list for people ends after twenty lines, and counts the rest") {
  OneTopic one("thoth.repo-init");
  for (int i = 0; i < 30; ++i) {
    kafka::Record record;
    Example* const example =
        one.topic().violations.add({Code::type, "/m" + std::to_string(i), {}, "a", "b", ""}, record);
    REQUIRE(example != nullptr);
  }
  CHECK(audit_text(one.audit, 80).ends_with("         10  of other kinds\n"));
}
