// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "cluster.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::soon;

namespace {

constexpr std::size_t limit = 20000;

/// Sends a message whose value alone grows, and says by which wire_size() it was first refused.
std::size_t first_refused(Message message) {
  const Config config = cluster::config("localhost:1", {"message.max.bytes=" + std::to_string(limit)});
  REQUIRE(config.max_message_bytes() == limit);
  auto producer = need(Producer::create(config));
  const std::string bytes(limit + 1, 'x');
  message.value = std::string_view();
  const std::size_t rest = wire_size(message);
  for (std::size_t size = limit - rest - 50; size <= limit; ++size) {
    message.value = std::string_view(bytes).substr(0, size);
    if (!producer.send(message, soon())) return wire_size(message);
  }
  return 0;
}

}  // namespace

TEST_CASE("a message is measured as librdkafka measures it, to the byte") {
  CHECK(first_refused({.topic = "t"}) == limit + 1);
  CHECK(first_refused({.topic = "t", .key = "k"}) == limit + 1);
  const std::string long_key(5000, 'k');
  CHECK(first_refused({.topic = "t", .key = long_key}) == limit + 1);
  thoth::Headers headers = {{"name", "value"}};
  CHECK(first_refused({.topic = "t", .headers = headers}) == limit + 1);
  headers = {{"n", ""}, {"none", std::nullopt}, {std::string(63, 'n'), std::string(64, 'v')}};
  CHECK(first_refused({.topic = "t", .key = "k", .headers = headers}) == limit + 1);
  headers = {{std::string(64, 'n'), std::string(63, 'v')}, {"large", std::string(8192, 'v')}};
  CHECK(first_refused({.topic = "t", .headers = headers, .timestamp = 1700000000000}) == limit + 1);
  headers = {{"nearly", std::string(8191, 'v')}};
  CHECK(first_refused({.topic = "t", .headers = headers}) == limit + 1);
}

TEST_CASE("a message of nothing but a topic still takes room on the wire") {
  CHECK(wire_size({.topic = "t"}) == 36);
  CHECK(wire_size({.topic = "t", .value = "12345"}) == 41);
  CHECK(cluster::config("localhost:1").max_message_bytes() == 1000000);
}
