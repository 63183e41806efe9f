// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/fetch_waker.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using thoth::kafka::Config;
using thoth::kafka::ConfigSources;
using thoth::kafka::FetchWaker;

namespace {

FetchWaker waker(std::vector<std::string> properties) {
  ConfigSources sources;
  sources.properties = std::move(properties);
  const auto config = Config::resolve(sources);
  REQUIRE(config.has_value());
  return FetchWaker(*config);
}

/// After how many records of a size it is due.
int records_until_due(FetchWaker& waker, std::size_t bytes) {
  int records = 0;
  do {
    waker.add(bytes);
    ++records;
  } while (!waker.is_due());
  return records;
}

}  // namespace

TEST_CASE("fetching is woken whenever a quarter of the queue's bytes was taken") {
  FetchWaker woken = waker({"queued.max.messages.kbytes=8000"});
  CHECK_FALSE(woken.is_due());
  CHECK(records_until_due(woken, 1000) == 2000);
  CHECK_FALSE(woken.is_due());
  CHECK(records_until_due(woken, 2'000'000) == 1);
}

TEST_CASE("fetching is woken whenever a quarter of the queue's records was taken") {
  FetchWaker woken = waker({"queued.min.messages=8000"});
  CHECK(records_until_due(woken, 1) == 2000);
}

TEST_CASE("a queue that holds very little is not worth a request a record") {
  FetchWaker woken = waker({"queued.max.messages.kbytes=1", "queued.min.messages=1"});
  CHECK(records_until_due(woken, 1) == 1000);
  CHECK(records_until_due(woken, std::size_t{1} << 19) == 2);
}

TEST_CASE("a full queue has a short time to sleep where librdkafka has a setting for it, and a waker elsewhere") {
  const auto config = Config::resolve(ConfigSources{});
  REQUIRE(config.has_value());
  CHECK(config->value("fetch.queue.backoff.ms") == (FetchWaker::is_needed() ? "" : "10"));
}
