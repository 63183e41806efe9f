// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

#include "thoth/service.hpp"

using thoth::ServiceEvent;
using thoth::ServiceMetrics;

TEST_CASE("metrics: each is a line of Prometheus's text, below its type") {
  ServiceMetrics metrics;
  metrics.topics["a\"b"] = {.received = 3, .done = 2, .handling_seconds = 0.5};
  metrics.partitions = {{"t", 1, 7, -1, 4}};
  metrics.halted = {"t"};
  metrics.sent = 9;
  const std::string text = thoth::to_prometheus(metrics);
  for (const char* line :
       {"# TYPE thoth_service_records_received_total counter\n",
        "thoth_service_records_received_total{topic=\"a\\\"b\"} 3\n",
        "thoth_service_records_done_total{topic=\"a\\\"b\"} 2\n",
        "thoth_service_handling_seconds_total{topic=\"a\\\"b\"} 0.5\n", "# TYPE thoth_service_in_flight gauge\n",
        "thoth_service_in_flight{topic=\"t\",partition=\"1\"} 4\n",
        "thoth_service_next_offset{topic=\"t\",partition=\"1\"} 7\n", "thoth_service_halted{topic=\"t\"} 1\n",
        "thoth_service_messages_sent_total 9\n"}) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }
  // What is not known yet is left out.
  CHECK(text.find("thoth_service_lag{") == std::string::npos);
  CHECK(text.back() == '\n');
}

TEST_CASE("metrics: every line is a comment, or a name with one value") {
  ServiceMetrics metrics;
  metrics.topics["t"] = {};
  metrics.partitions = {{"t", 0, 1, 2, 3}};
  std::string_view text;
  const std::string all = thoth::to_prometheus(metrics);
  text = all;
  std::set<std::string_view> names;
  while (!text.empty()) {
    const auto end = text.find('\n');
    REQUIRE(end != std::string_view::npos);
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.starts_with("# HELP ") || line.starts_with("# TYPE ")) continue;
    CHECK(line.starts_with("thoth_service_"));
    CHECK(names.insert(line.substr(0, line.rfind(' '))).second);
  }
  CHECK(names.size() == 18);
}

TEST_CASE("metrics: events have names of their own") {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(ServiceEvent::Kind::send_failed); ++kind) {
    names.insert(name(static_cast<ServiceEvent::Kind>(kind)));
  }
  CHECK(names.size() == 12);
  CHECK(name(ServiceEvent::Kind::dead_letter) == "dead_letter");
}
