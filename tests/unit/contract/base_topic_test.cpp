// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/base_topic.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::contract::is_topic;

TEST_CASE("a topic's name is what Kafka takes") {
  CHECK(is_topic("a"));
  CHECK(is_topic("Thoth.solved-package_2"));
  CHECK(is_topic("..."));
  CHECK(is_topic(std::string(249, 'x')));
  for (const char* const name : {"", ".", "..", "a b", "a/b", "ä", "a\n", "{a}"}) {
    CAPTURE(name);
    CHECK_FALSE(is_topic(name));
  }
  CHECK_FALSE(is_topic(std::string(250, 'x')));
}
