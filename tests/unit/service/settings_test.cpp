// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/settings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using thoth::ErrorCode;
using thoth::Guarantee;
using thoth::ServiceOptions;
using thoth::kafka::Config;
using thoth::kafka::ConfigSources;
using thoth::service::settle;
using namespace std::chrono_literals;

namespace {

Config config_of(std::vector<std::string> properties) {
  properties.emplace_back("bootstrap.servers=localhost:1");
  return Config::resolve(ConfigSources{.properties = std::move(properties)}).value();
}

/// The error's text; empty: none.
std::string refusal(std::vector<std::string> properties, const ServiceOptions& options = {}) {
  const auto settled = settle(config_of(std::move(properties)), options);
  if (settled) return {};
  CHECK(settled.error().code == ErrorCode::usage);
  return settled.error().text();
}

bool names(const std::string& text, const std::string& one, const std::string& other) {
  return text.find(one) != std::string::npos && text.find(other) != std::string::npos;
}

const ServiceOptions once{.guarantee = Guarantee::exactly_once};

}  // namespace

TEST_CASE("settings: a service needs a group") {
  CHECK(refusal({}) ==
        "making a service: group.id is not set (set group.id: the members of a group share its records)");
  CHECK(refusal({"group.id=g"}).empty());
}

TEST_CASE("settings: what contradicts the guarantee is refused, with the names of both") {
  CHECK(
      names(refusal({"group.id=g", "enable.auto.commit=true"}), "enable.auto.commit=true", "guarantee=at_least_once"));
  CHECK(names(refusal({"group.id=g", "enable.auto.offset.store=true"}), "enable.auto.offset.store=true",
              "guarantee=at_least_once"));
  CHECK(names(refusal({"group.id=g", "acks=1"}), "acks=1", "guarantee=at_least_once"));
  CHECK(names(refusal({"group.id=g", "transactional.id=t"}), "transactional.id=t", "guarantee=at_least_once"));
  CHECK(names(refusal({"group.id=g"}, once), "transactional.id", "guarantee=exactly_once"));
  CHECK(names(refusal({"group.id=g", "transactional.id=t", "isolation.level=read_uncommitted"}, once),
              "isolation.level=read_uncommitted", "guarantee=exactly_once"));
  CHECK(names(refusal({"group.id=g", "transactional.id=t", "enable.idempotence=false"}, once),
              "enable.idempotence=false", "guarantee=exactly_once"));
  CHECK(refusal({"group.id=g", "enable.auto.commit=false", "acks=all"}).empty());
  CHECK(refusal({"group.id=g", "transactional.id=t"}, once).empty());
}

TEST_CASE("settings: a member must drain before it is evicted") {
  CHECK(names(refusal({"group.id=g", "max.poll.interval.ms=10000"}, {.max_drain = 10s}), "max_drain=10000 ms",
              "max.poll.interval.ms=10000"));
  CHECK(refusal({"group.id=g", "max.poll.interval.ms=10000"}, {.max_drain = 9s}).empty());
}

TEST_CASE("settings: options that mean nothing are refused") {
  CHECK(names(refusal({"group.id=g"}, {.max_in_flight = 0}), "max_in_flight", "0"));
  CHECK(names(refusal({"group.id=g"}, {.commit_interval = 0ms}), "commit_interval", "positive"));
  CHECK(names(refusal({"group.id=g"}, {.max_drain = -1ms}), "max_drain", "negative"));
  CHECK(names(refusal({"group.id=g"}, {.dead_letter_suffix = ""}), "dead_letter_suffix", "empty"));
  CHECK(names(refusal({"group.id=g"}, {.dead_letter_suffix = " x"}), "t x", ""));
}

TEST_CASE("settings: nothing is committed but by the service, and an outage fails no message") {
  const auto plain = settle(config_of({"group.id=g"}), {}).value();
  CHECK(plain.consumer.value("enable.auto.commit") == "false");
  CHECK(plain.producer.value("message.timeout.ms") == "0");
  const auto chosen = settle(config_of({"group.id=g", "message.timeout.ms=7000"}), {}).value();
  CHECK(chosen.producer.value("message.timeout.ms") == "7000");
  const auto transactional = settle(config_of({"group.id=g", "transactional.id=t"}), once).value();
  CHECK(transactional.producer.value("message.timeout.ms") != "0");
}
