// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/property.hpp"

#include <doctest/doctest.h>

using namespace thoth::kafka;

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
