// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/dev_broker.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

TEST_CASE("topics of the embedded broker") {
  DevBrokerOptions options;
  options.topics = {"mine:3", "thoth.repo-init:2", "plain"};
  const auto topics = dev_topics(options, builtin_types(), "p");
  REQUIRE(topics);
  CHECK(topics->size() == 22);
  int found = 0;
  for (const kafka::DevTopic& topic : *topics) {
    if (topic.name == "p.mine") found += topic.partitions == 3 ? 1 : 0;
    if (topic.name == "p.thoth.repo-init") found += topic.partitions == 2 ? 1 : 0;
    if (topic.name == "p.plain") found += topic.partitions == 1 ? 1 : 0;
  }
  CHECK(found == 3);
  for (const char* wrong : {"a:", "a:0", "a:x", "a:1.5"}) {
    options.topics = {wrong};
    CHECK_FALSE(dev_topics(options, builtin_types(), ""));
  }
}
