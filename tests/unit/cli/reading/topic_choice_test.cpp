#include "reading/topic_choice.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>

using namespace thoth::cli;

TEST_CASE("topics and partitions are given by repeated options") {
  CLI::App command;
  std::vector<std::string> topics;
  std::vector<std::int64_t> partitions;
  bool all = false;
  add_topic_choice(command, topics, all);
  add_partitions(command, partitions);
  command.parse("-t a --topic ^b -p 0 --partition 3");
  CHECK(topics == std::vector<std::string>{"a", "^b"});
  CHECK(partitions == std::vector<std::int64_t>{0, 3});
  CHECK_FALSE(all);
  CHECK_THROWS_AS(command.parse("-p -1"), CLI::ParseError);
}

TEST_CASE("a command needs a topic, or all of them") {
  CHECK(check_topic_choice("audit", {"a"}, false).has_value());
  CHECK(check_topic_choice("audit", {}, true).has_value());
  const auto none = check_topic_choice("audit", {}, false);
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == thoth::ErrorCode::usage);
  CHECK(none.error().text().find("audit: no topic given") != std::string::npos);
}
