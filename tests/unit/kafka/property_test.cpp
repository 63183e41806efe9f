// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/property.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "kafka/defaults.hpp"

using namespace thoth::kafka;
using thoth::ErrorCode;

namespace {

/// Why the list of servers is refused; empty if it is not.
std::string refusal_of_servers(const std::string& servers) {
  const auto checked = check_property({"bootstrap.servers", servers, Origin::property, "-X"});
  if (checked) return "";
  CHECK(checked.error().code == ErrorCode::usage);
  CHECK(checked.error().subject == "bootstrap.servers (-X)");
  return checked.error().reason + " (" + checked.error().advice + ")";
}

}  // namespace

TEST_CASE("properties are known by librdkafka's own list") {
  const auto& known = property_table();
  CHECK(known.size() > 100);
  REQUIRE(known.count("enable.idempotence") == 1);
  CHECK(known.at("enable.idempotence").side == Side::producer);
  CHECK(known.at("isolation.level").side == Side::consumer);
  CHECK(known.at("bootstrap.servers").side == Side::both);
  CHECK(known.count("dr_cb") == 0);
  CHECK(known.count("Property") == 0);
}

TEST_CASE("properties that are told beforehand are as librdkafka has them") {
  const auto& table = property_table();
  for (const auto& at_hand : properties_at_hand()) {
    CAPTURE(at_hand.first);
    REQUIRE(table.count(at_hand.first) == 1);
    const Property& property = table.at(at_hand.first);
    CHECK(at_hand.second.canonical == property.canonical);
    CHECK(at_hand.second.side == property.side);
    CHECK(at_hand.second.default_value == property.default_value);
  }
}

TEST_CASE("what every run asks for is told beforehand") {
  std::vector<std::string> names;
  for (const auto& setting : builtin_defaults()) names.push_back(setting.first);
  REQUIRE_FALSE(names.empty());
  for (const char* const name : {"enable.auto.commit", "fetch.max.bytes", "max.poll.interval.ms", "message.max.bytes",
                                 "receive.message.max.bytes", "session.timeout.ms", "transactional.id"}) {
    names.emplace_back(name);
  }
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(properties_at_hand().count(name) == 1);
  }
}

TEST_CASE("an alias leads to the name behind it, and what is unknown stays as it is") {
  CHECK(canonical_name("bootstrap.servers") == "metadata.broker.list");
  CHECK(canonical_name("metadata.broker.list") == "metadata.broker.list");
  // An alias that is not told beforehand.
  CHECK(canonical_name("max.in.flight.requests.per.connection") == canonical_name("max.in.flight"));
  CHECK(canonical_name("no.such.property") == "no.such.property");
  CHECK(find_property("no.such.property") == nullptr);
  CHECK(find_property("linger.ms") == &property_table().find("linger.ms")->second);
}

TEST_CASE("librdkafka is asked about a value, and what it says of a secret is not shown") {
  const auto checked = [](const char* name, const char* value) {
    return check_property({name, value, Origin::property, "-X"});
  };
  CHECK(checked("linger.ms", "7"));
  CHECK(checked("sasl.password", "anything"));
  for (const char* const value : {"seven", "-1"}) {
    const auto refused = checked("linger.ms", value);
    REQUIRE(!refused);
    CHECK(refused.error().code == thoth::ErrorCode::usage);
    CHECK(refused.error().subject == "linger.ms (-X)");
  }
  CHECK(checked("linger.msx", "1").error().advice.find("linger.ms") != std::string::npos);
}

TEST_CASE("a value that is not allowed is refused with those that are") {
  const auto refusal = [](const std::string& name, const std::string& value) {
    const auto checked = check_property({name, value, Origin::property, "-X"});
    return checked ? std::string() : checked.error().text();
  };
  CHECK(refusal("security.protocol", "SASL") ==
        "setting property security.protocol (-X): \"SASL\" is not allowed (choose plaintext, ssl, sasl_plaintext or "
        "sasl_ssl)");
  CHECK(refusal("enable.idempotence", "maybe") ==
        "setting property enable.idempotence (-X): \"maybe\" is not allowed (choose true or false)");
  CHECK(refusal("queue.buffering.max.kbytes", "many") ==
        "setting property queue.buffering.max.kbytes (-X): \"many\" is not allowed (choose a number from 1 to "
        "2147483647)");
  CHECK(refusal("partitioner", "x").find("choose random, consistent, consistent_random, murmur2") != std::string::npos);
}

TEST_CASE("every property of librdkafka's that takes one of a few words refuses another with all of them") {
  int checked = 0;
  for (const auto& each : property_table()) {
    const std::string name(each.first);
    const auto& property = each.second;
    if (property.range.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) continue;
    CAPTURE(name);
    const auto refused = check_property({name, "no-such-word", Origin::property, "-X"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "\"no-such-word\" is not allowed");
    for (std::size_t begin = 0; begin < property.range.size();) {
      const auto end = std::min(property.range.find(", ", begin), property.range.size());
      CHECK(refused.error().advice.find(property.range.substr(begin, end - begin)) != std::string::npos);
      begin = end + 2;
    }
    ++checked;
  }
  CHECK(checked > 20);
}

TEST_CASE("hosts with and without a port, and librdkafka's protocols before them, are servers") {
  for (const char* servers :
       {"", "a", "a:1", "a:65535", "a:9092,b:9093", " a:1 , b:2 ", "a,", "127.0.0.1:9092", "[::1]:9092", "[::1]", "::1",
        "fe80::1%eth0", "PLAINTEXT://a:9092", "ssl://a", "SASL_SSL://a:9093,sasl_plaintext://b:1"}) {
    CAPTURE(servers);
    CHECK(refusal_of_servers(servers).empty());
  }
}

TEST_CASE("a port that is not a number from 1 to 65535 is refused, also of the last server") {
  const std::string advice = " has no valid port (a port is a number from 1 to 65535)";
  for (const char* server : {"a:65536", "a:0", "a:-1", "a:", "a:x", "a:9092x", "[::1]:75000", "SSL://a:123456789012"}) {
    CAPTURE(server);
    const std::string quoted = '"' + std::string(server) + '"';
    CHECK(refusal_of_servers(server) == quoted + advice);
    CHECK(refusal_of_servers("b:9092, " + std::string(server)) == quoted + advice);
  }
}

TEST_CASE("a URL is refused with the address in it") {
  CHECK(refusal_of_servers("http://kafka:9092/") ==
        "\"http://kafka:9092/\" is a web address, and brokers do not speak HTTP (write kafka:9092)");
  CHECK(refusal_of_servers("HTTPS://kafka") ==
        "\"HTTPS://kafka\" is a web address, and brokers do not speak HTTP (write kafka:9092)");
  CHECK(refusal_of_servers("https://") ==
        "\"https://\" is a web address, and brokers do not speak HTTP (write HOST:PORT)");
  CHECK(refusal_of_servers("kafka://k:1,b:2") == "\"kafka://k:1\" is a URL, and a broker is HOST:PORT (write k:1)");
}

TEST_CASE("every name of the list of servers is checked, wherever it comes from") {
  for (const char* property : {"bootstrap.servers=a:65536", "metadata.broker.list=a:0"}) {
    ConfigSources sources;
    sources.properties = {property};
    CHECK_FALSE(Config::resolve(sources));
  }
  ConfigSources sources;
  sources.environment["KAFKA_BOOTSTRAP_SERVERS"] = "http://a:9092";
  CHECK_FALSE(Config::resolve(sources));
}
