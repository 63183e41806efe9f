// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/topic_choice.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/cli/parse.hpp"

using namespace thoth::cli;

TEST_CASE("consume and audit take topics and partitions by the same repeated options") {
  const Line consume({"consume", "-t", "a", "--topic", "^b", "-p", "0", "--partition", "3"});
  REQUIRE(consume.error().empty());
  CHECK(consume.app->consume.topics == std::vector<std::string>{"a", "^b"});
  CHECK(consume.app->consume.partitions == std::vector<std::int64_t>{0, 3});
  CHECK_FALSE(consume.app->consume.all);
  const Line audit({"audit", "-t", "a", "--topic", "^b", "-p", "0", "--partition", "3"});
  CHECK(audit.app->audit.topics == consume.app->consume.topics);
  CHECK(audit.app->audit.partitions == consume.app->consume.partitions);
  CHECK_FALSE(Line({"audit", "-t", "a", "-p", "-1"}).error().empty());
}

TEST_CASE("topics are arguments too, beside the option and after --") {
  const Line consume({"consume", "a", "-t", "b", "-e", "c", "--", "^d"});
  REQUIRE(consume.error().empty());
  std::vector<std::string> topics = consume.app->consume.topics;
  std::sort(topics.begin(), topics.end());
  CHECK(topics == std::vector<std::string>{"^d", "a", "b", "c"});
  CHECK(consume.app->consume.exit_at_end);
  const Line audit({"audit", "a", "^b", "--strict"});
  REQUIRE(audit.error().empty());
  CHECK(audit.app->audit.topics == std::vector<std::string>{"a", "^b"});
  CHECK(audit.app->audit.strict);
}

TEST_CASE("a command needs a topic, or all of them") {
  CHECK(check_topic_choice("audit", {"a"}, false).has_value());
  CHECK(check_topic_choice("audit", {}, true).has_value());
  const auto none = check_topic_choice("audit", {}, false);
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == thoth::ErrorCode::usage);
  CHECK(none.error().text().find("audit: no topic given") != std::string::npos);
}
