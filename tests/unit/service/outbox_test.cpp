// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/outbox.hpp"

#include <doctest/doctest.h>

#include "types.hpp"

using thoth::Outbox;

TEST_CASE("an outbox holds messages for topics of its deployment, in their order") {
  Outbox outbox("prod");
  outbox.send(types::answered("yes"), {.key = "k", .headers = {{"trace", "1"}}, .timestamp = 5});
  outbox.send({.topic = "elsewhere", .value = "raw"});
  REQUIRE(outbox.messages().size() == 2);
  const auto& first = outbox.messages()[0];
  CHECK(first.topic == "prod.test.answered");
  CHECK(first.key == "k");
  CHECK(first.value == types::bytes(types::answered("yes")));
  CHECK(first.headers == thoth::Headers{{"trace", "1"}});
  CHECK(first.timestamp == 5);
  CHECK(outbox.messages()[1].topic == "elsewhere");
  CHECK_FALSE(outbox.error());
}

TEST_CASE("an outbox tells what no message can be made of") {
  Outbox outbox("");
  outbox.send(types::answered("\xFF"));
  outbox.send(types::answered("yes"));
  REQUIRE(outbox.error());
  CHECK(outbox.error()->code == thoth::ErrorCode::invalid);
  REQUIRE(outbox.messages().size() == 1);
  CHECK(outbox.messages()[0].topic == "test.answered");
}
