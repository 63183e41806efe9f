// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/topic_stats.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "base/schema_frame.hpp"
#include "program/builtin_types.hpp"
#include "stats/report.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// The stats of one topic, which gets records as a run would hand them over.
class StatsOfTopic {
 public:
  explicit StatsOfTopic(const std::string& topic, int partitions = 1)
      : validator_(builtin_types(), "", {Strict::no, {}, Wire::members}) {
    TopicStats& added = stats.topics.emplace_back();
    added.name = added.base = topic;
    for (int i = 0; i < partitions; ++i) added.partitions.emplace_back(i, 0, 100, 1000);
  }

  void add(std::int32_t partition, std::optional<std::string_view> key, std::optional<std::string_view> value,
           const Headers& headers = {}) {
    kafka::Record record;
    record.topic = topic().name;
    record.partition = partition;
    record.key = key;
    record.value = value;
    record.headers = headers;
    json::LazyTree contents(contents_of(record));
    topic().add(validator_.validate(record, contents), static_cast<std::size_t>(partition));
  }
  TopicStats& topic() { return stats.topics.front(); }

  Stats stats;

 private:
  RecordValidator validator_;
};

/// "type version records" of each.
std::vector<std::string> lines_of(const NameCounts& names) {
  std::vector<std::string> lines;
  for (const NameCount* const name : names.sorted()) {
    lines.push_back(name->name.value_or("-") + ' ' + name->version.value_or("-") + ' ' + std::to_string(name->records));
  }
  return lines;
}

}  // namespace

TEST_CASE("types are told by the topic, versions by the contents") {
  StatsOfTopic known("thoth.repo-init");
  known.add(0, "k", R"({"component_name":"c","service_version":"1","version":"v1","project_url":"a"})");
  known.add(0, "k", R"({"component_name":"c","service_version":"1","version":"v1","project_url":"b"})");
  known.add(0, "k", R"({"version":"v0"})");
  known.add(0, "k", "no JSON");
  known.add(0, "k", std::nullopt);
  CHECK(lines_of(known.topic().types) ==
        std::vector<std::string>{"thoth.repo-init v1 2", "thoth.repo-init - 1", "thoth.repo-init v0 1"});
  StatsOfTopic unknown("other");
  unknown.add(0, "k", R"({"version":"2"})");
  unknown.add(0, "k", "1");
  CHECK(lines_of(unknown.topic().types) == std::vector<std::string>{"- - 1", "- 2 1"});
}

TEST_CASE("an event is told by its own type") {
  StatsOfTopic topic("other");
  const Headers binary{{"ce_specversion", "1.0"}, {"ce_id", "1"}, {"ce_source", "/s"}, {"ce_type", "made"}};
  topic.add(0, "k", R"({"version":"v3"})", binary);
  topic.add(0, "k", R"({"specversion":"1.0","id":"1","source":"/s","type":"sold","data":{"version":"v4"}})");
  CHECK(lines_of(topic.topic().types) == std::vector<std::string>{"made v3 1", "sold v4 1"});
}

TEST_CASE("schema ids are those of a registry's frames") {
  StatsOfTopic topic("other");
  const std::string framed = frame_of_id(42) + R"({"version":"v1"})";
  topic.add(0, "k", framed);
  topic.add(0, "k", "{}");
  const std::string guid = *frame_of_guid("0123456789abcdef0123456789abcdef");
  topic.add(0, "k", "{}", {{"__value_schema_id", guid}});
  CHECK(lines_of(topic.topic().schema_ids) ==
        std::vector<std::string>{"01234567-89ab-cdef-0123-456789abcdef - 1", "42 - 1"});
  CHECK(lines_of(topic.topic().types) == std::vector<std::string>{"- - 2", "- v1 1"});
  const std::string json = stats_json(topic.stats);
  CHECK(json.find(R"("schemas":[{"schema_guid":"01234567-89ab-cdef-0123-456789abcdef","records":1},)"
                  R"({"schema_id":42,"records":1}],"other_schemas":0)") != std::string::npos);
}

TEST_CASE("skew is told with the key that causes it") {
  StatsOfTopic topic("other", 4);
  CHECK_FALSE(topic.topic().skew().has_value());
  for (int i = 0; i < 400; ++i) {
    const std::string key = "k" + std::to_string(i);
    topic.add(i % 4, key, "1");
  }
  CHECK(topic.topic().skew()->ratio == doctest::Approx(1));
  CHECK_FALSE(topic.topic().skew()->key.has_value());
  for (int i = 0; i < 200; ++i) topic.add(2, "hot", "1");
  const auto skew = topic.topic().skew();
  REQUIRE(skew.has_value());
  CHECK(skew->partition == 2);
  CHECK(skew->ratio == doctest::Approx(300 / 150.0));
  REQUIRE(skew->key.has_value());
  CHECK(skew->key->key == "hot");
  CHECK(skew->key->at_least == 200);
  CHECK(stats_text(topic.stats, 200)
            .find("skew         partition 2 has 2.00 times the mean of all; the key \"hot\" has 200 of its 300 "
                  "records\n") != std::string::npos);
}

TEST_CASE("skew that no single key causes is told as that") {
  StatsOfTopic topic("other", 2);
  for (int i = 0; i < 300; ++i) {
    const std::string key = "k" + std::to_string(i);
    topic.add(i % 3 == 0 ? 1 : 0, key, "1");
  }
  const auto skew = topic.topic().skew();
  REQUIRE(skew.has_value());
  CHECK(skew->partition == 0);
  CHECK_FALSE(skew->key.has_value());
  CHECK(stats_text(topic.stats, 200).find("1.33 times the mean of all; no single key is the cause\n") !=
        std::string::npos);
  CHECK_FALSE(StatsOfTopic("other").topic().skew().has_value());
}

TEST_CASE("a topic is the sum of its partitions, and complete when all are") {
  StatsOfTopic topic("other", 2);
  topic.add(0, "a", "1");
  topic.add(1, "a", "1");
  topic.add(1, "b", "22");
  const RecordStats total = topic.topic().total();
  CHECK(total.records == 3);
  CHECK(total.keys.estimate().count == 2);
  CHECK(total.duplicates().count == 1);
  CHECK(volume_of(topic.stats).bytes == 4);
  CHECK_FALSE(topic.topic().is_complete());
  for (PartitionStats& partition : topic.topic().partitions) partition.next = 100;
  CHECK(topic.topic().is_complete());
  CHECK(share_of(1, 4) == 0.25);
  CHECK(share_of(0, 0) == 0);
}

TEST_CASE("the report says where numbers are not exact") {
  StatsOfTopic topic("other");
  for (int i = 0; i < 10'000; ++i) {
    const std::string key = std::to_string(i);
    const std::string value(static_cast<std::size_t>(i), '1');
    topic.add(0, key, value);
  }
  const std::string text = stats_text(topic.stats, 200);
  CHECK(text.find("keys         about ") != std::string::npos);
  CHECK(text.find(" (± 0.8 %), max 10.0 kB at [0] @ 0\n") != std::string::npos);
  const std::string json = stats_json(topic.stats);
  CHECK(json.find(R"("relative_error":0.0078125,)") != std::string::npos);
  CHECK(json.find(R"("distinct_keys":{"count":)") != std::string::npos);
  CHECK(json.find(R"("error":0})") == std::string::npos);
}

TEST_CASE("a key that is no text is given in base64, and no terminal is steered") {
  StatsOfTopic topic("other");
  for (int i = 0; i < 3; ++i) topic.add(0, "\xFF\x1B[2J", "1");
  CHECK(stats_json(topic.stats).find(R"("key_base64":"/xtbMko=","key_size":5,"at_least":3,"at_most":3)") !=
        std::string::npos);
  CHECK(stats_text(topic.stats, 80).find('\x1B') == std::string::npos);
}

TEST_CASE("of many types the most frequent are shown, in text") {
  StatsOfTopic topic("other");
  for (int i = 0; i < 13; ++i) {
    const std::string value = R"({"version":"v)" + std::to_string(i) + "\"}";
    for (int j = 0; j <= i; ++j) topic.add(0, std::nullopt, value);
  }
  const std::string text = stats_text(topic.stats, 2000);
  CHECK(text.find("no known type v3 (4), others (6)\n") != std::string::npos);
}

TEST_CASE("many partitions are shown by their records, in text") {
  StatsOfTopic topic("other", 30);
  for (int i = 0; i < 30; ++i) {
    for (int j = 0; j <= i; ++j) topic.add(i, std::nullopt, "1");
  }
  const std::string text = stats_text(topic.stats, 200);
  CHECK(text.find("  and 10 partitions with fewer records\n") != std::string::npos);
  CHECK(text.find("  29         30 ") != std::string::npos);
  CHECK(text.find("  9          10 ") == std::string::npos);
}
