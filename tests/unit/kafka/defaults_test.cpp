// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/defaults.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/kafka/resolved.hpp"

using thoth::kafka::Config;
using thoth::kafka::ConfigSources;
using thoth::test::resolved;

TEST_CASE("defaults of ours") {
  const Config config = resolved({});
  CHECK(config.value("partitioner") == "murmur2_random");
  CHECK(config.value("acks") == "all");
  CHECK(config.value("compression.type") == "lz4");
  CHECK(config.value("isolation.level") == "read_committed");
  CHECK(config.value("linger.ms") == "5");  // librdkafka's own
  CHECK(config.value("no.such").empty());
  CHECK(config.find("linger.ms") == nullptr);
}

TEST_CASE("what users say of compression holds, whichever name they give it") {
  for (const char* const name : {"compression.type", "compression.codec"}) {
    ConfigSources sources;
    sources.properties = {std::string(name) + "=none"};
    CHECK(resolved(sources).value("compression.type") == "none");
  }
}

TEST_CASE("producers are idempotent unless the user asks for less") {
  const auto idempotence = [](std::vector<std::string> properties) {
    ConfigSources sources;
    sources.properties = std::move(properties);
    return resolved(sources).value("enable.idempotence");
  };
  CHECK(idempotence({}) == "true");
  CHECK(idempotence({"acks=all"}) == "true");
  CHECK(idempotence({"acks=-1"}) == "true");
  CHECK(idempotence({"acks=1"}) == "false");
  CHECK(idempotence({"acks=0"}) == "false");
  CHECK(idempotence({"request.required.acks=1"}) == "false");
  CHECK(idempotence({"retries=0"}) == "false");
  CHECK(idempotence({"max.in.flight=6"}) == "false");
  CHECK(idempotence({"max.in.flight=5"}) == "true");
  CHECK(idempotence({"queuing.strategy=lifo"}) == "false");
  CHECK(idempotence({"acks=1", "enable.idempotence=true"}) == "true");
  CHECK(idempotence({"enable.idempotence=false"}) == "false");
}

TEST_CASE("where delivery is idempotent, few requests are under way at once unless asked otherwise") {
  const auto in_flight = [](const std::vector<std::string>& options) {
    ConfigSources sources;
    for (const auto& option : options) sources.properties.push_back(option);
    return resolved(sources).value("max.in.flight");
  };
  CHECK(in_flight({}) == "2");
  CHECK(in_flight({"max.in.flight.requests.per.connection=5"}) == "5");
  CHECK(in_flight({"acks=1"}) == "1000000");  // librdkafka's own
  const auto weaker = resolved({}).with("enable.idempotence", "false");
  REQUIRE(weaker.has_value());
  CHECK(weaker->value("max.in.flight") == "1000000");
}

TEST_CASE("the queue's bound is ours, and has room for the largest message") {
  CHECK(resolved({}).value("queue.buffering.max.kbytes") == "131072");
  CHECK(resolved({}).max_message_bytes() == 1000000);
  const Config large = *resolved({}).with("message.max.bytes", "300000000");
  CHECK(large.max_message_bytes() == 300000000);
  CHECK(large.value("queue.buffering.max.kbytes") == "292969");
  CHECK(large.with("queue.buffering.max.kbytes", "1024")->value("queue.buffering.max.kbytes") == "1024");
}

TEST_CASE("a transaction lasts as long as clusters grant, and messages and requests give up no later than without") {
  CHECK(resolved({}).find("transaction.timeout.ms") == nullptr);
  CHECK(resolved({}).find("message.timeout.ms") == nullptr);
  const Config transactional = *resolved({}).with("transactional.id", "x");
  CHECK(transactional.value("transaction.timeout.ms") == "900000");
  CHECK(transactional.value("message.timeout.ms") == "300000");
  CHECK(transactional.value("socket.timeout.ms") == "60000");
  const Config brief = *transactional.with("transaction.timeout.ms", "5000");
  CHECK(brief.value("message.timeout.ms") == "5000");
  CHECK(brief.value("socket.timeout.ms") == "4900");
  CHECK(brief.with("message.timeout.ms", "4000")->value("message.timeout.ms") == "4000");
  CHECK(transactional.with("transactional.id", "")->find("transaction.timeout.ms") == nullptr);
}

TEST_CASE("a member that has less time between two polls than its session lasts has a shorter session") {
  ConfigSources sources;
  CHECK(resolved(sources).find("session.timeout.ms") == nullptr);
  sources.properties = {"max.poll.interval.ms=45000"};
  CHECK(resolved(sources).find("session.timeout.ms") == nullptr);
  sources.properties.clear();
  sources.environment = {{"KAFKA_CONSUMER_MAX_POLL_INTERVAL_MS", "10000"}};
  const Config shorter = resolved(sources);
  REQUIRE(shorter.find("session.timeout.ms") != nullptr);
  CHECK(shorter.value("session.timeout.ms") == "10000");
  CHECK(shorter.find("session.timeout.ms")->source == "default, because max.poll.interval.ms is 10000");
  const auto longer = shorter.with("max.poll.interval.ms", "60000");
  REQUIRE(longer.has_value());
  CHECK(longer->find("session.timeout.ms") == nullptr);
  sources.properties = {"session.timeout.ms=45000"};
  CHECK(resolved(sources).value("session.timeout.ms") == "45000");
}

TEST_CASE("who allows only small answers fetches no more at a time") {
  ConfigSources sources;
  CHECK(resolved(sources).find("fetch.max.bytes") == nullptr);
  sources.environment = {{"KAFKA_RECEIVE_MESSAGE_MAX_BYTES", "1000000"}};
  const Config small = resolved(sources);
  CHECK(small.value("fetch.max.bytes") == "999488");
  CHECK(small.find("fetch.max.bytes")->source == "default, because receive.message.max.bytes is 1000000");
  CHECK(small.max_message_bytes() == 999488);
  const auto larger = small.with("receive.message.max.bytes", "10000000");
  CHECK(larger->value("fetch.max.bytes") == "9999488");
  CHECK(larger->max_message_bytes() == 1000000);
  CHECK(larger->with("fetch.max.bytes", "2000000")->value("fetch.max.bytes") == "2000000");
  CHECK(small.with("receive.message.max.bytes", "100000000")->find("fetch.max.bytes") == nullptr);
}
