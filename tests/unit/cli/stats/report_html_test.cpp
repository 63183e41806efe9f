// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "page/page.hpp"
#include "program/builtin_types.hpp"
#include "stats/report.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// Fills topics as a run does.
class PageStats {
 public:
  void add_topic(const std::string& name, std::int32_t partitions = 1) {
    TopicStats& topic = stats.topics.emplace_back();
    topic.name = topic.base = name;
    for (std::int32_t i = 0; i < partitions; ++i) topic.partitions.emplace_back(i, 0, 1000, 1000);
    for (PartitionStats& partition : topic.partitions) partition.next = partition.to;
  }
  void add(std::optional<std::string_view> key, std::optional<std::string_view> value, std::int64_t timestamp = 0,
           std::size_t partition = 0) {
    TopicStats& topic = stats.topics.back();
    kafka::Record record;
    record.topic = topic.name;
    record.partition = static_cast<std::int32_t>(partition);
    record.key = key;
    record.value = value;
    record.timestamp = 1'768'471'200'000 + timestamp;
    json::LazyTree contents(value.value_or(""));
    topic.add(validator_.validate(record, contents), partition);
  }
  [[nodiscard]] std::string page() const { return stats_html(stats); }

  Stats stats;

 private:
  RecordValidator validator_{builtin_types(), "", {Strict::no, {}, Wire::members}};
};

bool shows(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

constexpr std::int64_t one_minute = 60'000;

}  // namespace

TEST_CASE("a page tells what a topic holds") {
  PageStats one;
  one.add_topic("thoth.repo-init", 2);
  one.stats.topics.back().compression = kafka::TopicSetting{"compression.type", "lz4", false};
  for (int i = 0; i < 6; ++i) one.add("hot", R"({"version":"v1"})", i * one_minute);
  one.add("cold", R"({"version":"v0"})", 6 * one_minute, 1);
  one.add(std::nullopt, std::nullopt, 6 * one_minute, 1);
  const std::string page = one.page();
  CHECK(shows(page, "<title>What thoth.repo-init holds</title>"));
  CHECK(shows(page, "<dt>records</dt><dd class=\"fact\">8</dd>"));
  CHECK(shows(page, "<dt>bytes</dt><dd class=\"fact\">112 B</dd>"));
  CHECK(shows(page, "<dt>partitions</dt><dd class=\"fact\">2</dd>"));
  CHECK(shows(page, "<dt>distinct keys</dt><dd class=\"fact\">2</dd>"));
  CHECK(shows(page, "<dt>without a key</dt><dd class=\"fact\">1</dd>"));
  CHECK(shows(page, "<dt>duplicates</dt><dd class=\"fact\">5</dd>"));
  CHECK(shows(page, "<dt>tombstones</dt><dd class=\"fact\">1</dd>"));
  CHECK(shows(page, "Written from 2026-01-15T10:00:00.000Z to 2026-01-15T10:06:00.000Z."));
  CHECK(shows(page, "On average 1.1 a minute, at most 2 in the minute from 2026-01-15T10:06:00.000Z."));
  CHECK(shows(page,
              "Half of the values have at most 16 B, 95 % at most 16 B, 99 % at most 16 B; the largest has 16 B: "
              "partition 0, offset 0."));
  CHECK(shows(page, "compression.type=lz4 (set on the topic)."));
  CHECK(shows(page,
              "Partition 0 has 1.50 times the mean of all partitions: the key <code>hot</code> has 6 of its 6 "
              "records."));
  CHECK(shows(page, "Records by time (UTC), a bar for each 1 min"));
  CHECK(shows(page, "<title>2026-01-15 10:06 UTC: 2 records</title>"));
  CHECK(shows(page, "<h3>Sizes</h3>"));
  CHECK(shows(page, "<h3>Most frequent keys</h3>"));
  CHECK(shows(page, "<td class=\"wide\">thoth.repo-init</td><td>v1</td>"));
  CHECK(shows(page, "<h3>Partitions</h3>"));
  CHECK_FALSE(shows(page, "<b>valid</b>"));
  CHECK_FALSE(shows(page, "<h2>Topics</h2>"));
}

TEST_CASE("several topics have a list, and the largest comes first") {
  PageStats several;
  several.add_topic("small");
  several.add("k", "1");
  several.add_topic("empty");
  several.add_topic("large");
  several.add("k", "[1,2,3]");
  const std::string page = several.page();
  CHECK(shows(page, "<title>What 3 topics hold</title>"));
  CHECK(shows(page, "<h2>Topics</h2>"));
  CHECK(page.find("<h2><code>large") < page.find("<h2><code>small"));
  CHECK(page.find("<h2><code>small") < page.find("<h2><code>empty"));
  CHECK(shows(page, "<a href=\"#topic2\"><code>large</code></a>"));
  CHECK(shows(page, "<dt>of all bytes</dt><dd class=\"fact\">87.5 %</dd>"));
  CHECK(shows(page, "<p class=\"soft\">No records.</p>"));
  CHECK(shows(page, "<h3>Sizes</h3>"));
  CHECK_FALSE(shows(page, "<h3>Over time</h3>"));
}

TEST_CASE("an estimate is told as one") {
  PageStats one;
  one.add_topic("t");
  for (int i = 0; i < 5000; ++i) one.add("key-" + std::to_string(i), std::string(static_cast<std::size_t>(i), '1'));
  const std::string page = one.page();
  CHECK(shows(page, "<dt>distinct keys</dt><dd class=\"fact\">about "));
  CHECK(shows(page, " (each ± 0.8 %)"));
}

TEST_CASE("a page of what was cut short says so") {
  PageStats one;
  one.add_topic("t");
  one.add("k", "1");
  one.stats.topics.back().partitions.back().next = 5;
  one.stats.cut = CutShort{{ErrorCode::interrupted, "counting", "<t>", "interrupted", ""}};
  const std::string page = one.page();
  CHECK(shows(page, "<p class=\"note invalid\">Incomplete: counting &lt;t&gt;: interrupted</p>"));
  CHECK(shows(page, "Not all of this topic was read."));
}

TEST_CASE("keys, types and versions are text, whatever they hold") {
  PageStats one;
  one.add_topic("thoth.repo-init");
  one.add("<script>a()</script>", R"({"version":"</td><img src=x>"})");
  one.add("<script>a()</script>", R"({"version":"</td><img src=x>"})");
  const std::string page = one.page();
  CHECK(shows(page, "<code>&lt;script&gt;a()&lt;/script&gt;</code>"));
  CHECK(shows(page, "<td>&lt;/td&gt;&lt;img src=x&gt;</td>"));
  CHECK_FALSE(shows(page, "<img"));
}

TEST_CASE("a page of many partitions, keys and names stays small") {
  PageStats many;
  for (int topic = 0; topic < 30; ++topic) {
    many.add_topic("thoth.repo-init", 300);
    for (std::size_t i = 0; i < 300; ++i) {
      const std::string text = std::to_string(i) + std::string(200, '<');
      many.add(text, R"({"version":")" + text + "\"}", static_cast<std::int64_t>(i) * one_minute, i);
    }
  }
  const std::string page = many.page();
  CHECK(page.size() <= Page::max_size);
  CHECK(shows(page, "100 more partitions are not listed here"));
  CHECK(shows(page, "are only listed above, to keep this page small; count them alone"));
}
