// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "audit/report.hpp"
#include "page/page.hpp"
#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// Fills topics as a run does.
class PageAudit {
 public:
  void add_topic(const std::string& name) {
    TopicAudit& topic = audit.topics.emplace_back();
    topic.name = topic.base = name;
    topic.is_known = validator_.topic_of(name).schema != nullptr;
    topic.partitions.push_back({0, 0, 1000, 1000, 0, 0, 0});
  }
  void add(std::optional<std::string_view> value, std::int64_t offset = 0) {
    TopicAudit& topic = audit.topics.back();
    kafka::Record record;
    record.topic = topic.name;
    record.value = value;
    record.offset = offset;
    record.timestamp = 1'768'471'200'000 + offset * 1000;
    json::LazyTree contents(value.value_or(""));
    const ValidatedRecord validated = validator_.validate(record, contents);
    topic.add(validated, {}, origin_of(validated));
  }
  [[nodiscard]] std::string page() const { return audit_html(audit); }

  Audit audit;

 private:
  RecordValidator validator_{builtin_types(), "", {Strict::no, {}, Wire::members}};
};

bool shows(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a page tells what a topic holds, with an example in place") {
  PageAudit one;
  one.add_topic("thoth.repo-init");
  one.add(R"({"component_name":"good","service_version":"1","version":"v1","project_url":"a"})", 0);
  one.add(R"({"component_name":"bad","service_version":"1","version":"v0","project_url":7})", 1);
  one.add(std::nullopt, 2);
  const std::string page = one.page();
  CHECK(shows(page, "<title>Audit of thoth.repo-init</title>"));
  CHECK(shows(page, "<dt>records</dt><dd class=\"fact\">3</dd>"));
  CHECK(shows(page, "<dt>valid</dt><dd class=\"fact valid\">2</dd>"));
  CHECK(shows(page, "<dt>invalid</dt><dd class=\"fact invalid\">1</dd>"));
  CHECK(shows(page, "<dt>tombstones</dt><dd class=\"fact\">1</dd>"));
  CHECK(shows(page, "a bar for each 20 ms"));
  CHECK(shows(page, "<dt>Expected</dt><dd>a string</dd>"));
  CHECK(shows(page, "<dt>Found</dt><dd>the number 7</dd>"));
  CHECK(shows(page, "<dd>partition 0, offset 1, component_name bad</dd>"));
  CHECK(shows(page, "&quot;project_url&quot;:<mark>7</mark>}</pre>"));
  CHECK(shows(page, "<h3>Violations by component</h3>"));
  CHECK(shows(page,
              "<td>bad</td><td class=\"wide\"><span class=\"tag invalid\">type</span> at <code>/project_url</code>"));
  CHECK(shows(page, "<h3>Sizes</h3>"));
  CHECK(shows(page, "<h3>Partitions</h3>"));
  CHECK_FALSE(shows(page, "<h2>Topics</h2>"));
}

TEST_CASE("several topics have an overview, and those with violations come first") {
  PageAudit several;
  several.add_topic("thoth.base-topic");
  several.add(R"({"component_name":"a","service_version":"1"})");
  several.add_topic("no.such.type");
  several.add("{}");
  several.add_topic("thoth.repo-init");
  several.add("{}");
  const std::string page = several.page();
  CHECK(shows(page, "<title>Audit of 3 topics</title>"));
  CHECK(shows(page, "<h2>Topics</h2>"));
  CHECK(page.find("<h2><code>thoth.repo-init") < page.find("<h2><code>thoth.base-topic"));
  CHECK(shows(page, "<a href=\"#topic2\"><code>thoth.repo-init</code></a>"));
  CHECK(shows(page, "No message type is known for this topic"));
}

TEST_CASE("a page says what it lacks") {
  PageAudit one;
  one.add_topic("thoth.repo-init");
  one.audit.topics.back().partitions.back().next = 5;
  one.audit.cut = CutShort{{ErrorCode::interrupted, "auditing", "<t>", "interrupted", ""}};
  const std::string page = one.page();
  CHECK(shows(page, "<p class=\"note invalid\">Incomplete: auditing &lt;t&gt;: interrupted</p>"));
  CHECK(shows(page, "Not all of this topic was read."));
  CHECK(shows(page, "<p class=\"soft\">No records.</p>"));
}

TEST_CASE("a page holds no secret, and none of a text in which one may be") {
  PageAudit one;
  one.add_topic("thoth.package-extract-trigger");
  one.add(R"({"registry_password": "hunter1", "image": 7})", 0);
  one.add(R"({"registry_password": hunter2})", 1);
  one.add(R"({"registry_password": 7771777})", 2);
  const std::string page = one.page();
  CHECK(shows(page, "/registry_password"));
  CHECK(shows(page, "&quot;registry_password&quot;: ***"));
  CHECK_FALSE(shows(page, "hunter"));
  CHECK_FALSE(shows(page, "7771777"));
}

TEST_CASE("a record can neither run anything nor break out of its place") {
  PageAudit one;
  one.add_topic("thoth.repo-init");
  const std::string evil = R"(</script><img src=x onerror='a()'>\"\u202e)";
  one.add("{\"component_name\":\"" + evil + "\",\"project_url\":{\"" + evil + "\":1},\"version\":\"" + evil + "\"}");
  const std::string page = one.page();
  CHECK(shows(page, "&lt;/script&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;"));
  CHECK_FALSE(shows(page, "<img"));
  CHECK(page.find("</script>") == page.rfind("</script>"));
}

TEST_CASE("a page stays below its limit, whatever topics hold, and says what it leaves out") {
  PageAudit many;
  for (int topic = 0; topic < 800; ++topic) {
    many.add_topic("thoth.repo-init");
    many.audit.topics.back().name += std::string(200, '&') + std::to_string(topic);
    const int records = topic < 40 ? 300 : 1;
    for (int i = 0; i < records; ++i) {
      const std::string name = std::string(100, '<') + std::to_string(i);
      many.add("{\"component_name\":\"" + name + "\",\"version\":\"" + name + "\",\"job_id\":{\"" + name + "\":\"" +
                   std::string(3000, '"' - 1) + "\"}}",
               std::int64_t{i} * 1000);
    }
  }
  const std::string page = many.page();
  CHECK(page.size() <= Page::max_size);
  CHECK(page.size() > Page::max_size / 4);
  CHECK(shows(page, " more topics are not listed here"));
  CHECK(shows(page, " of 800 topics are only listed above"));
}
