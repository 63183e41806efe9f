// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/settings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "send/command.hpp"
#include "support/temporary_file.hpp"

using namespace thoth::cli;

namespace {

Settings resolved(const GlobalOptions& options, const Environment& environment) {
  const auto settings = resolve(options, environment);
  REQUIRE(settings);
  return *settings;
}

}  // namespace

TEST_CASE("defaults") {
  const Settings settings = resolved({}, {});
  CHECK(settings.topic_prefix.empty());
  CHECK(settings.log_level == LogLevel::warn);
  CHECK(settings.color == Color::automatic);
  CHECK_FALSE(settings.deadline);
  CHECK(settings.kafka.options.empty());
  CHECK_FALSE(settings.kafka.config_file);
}

TEST_CASE("an option goes before the environment, and empty counts as unset") {
  GlobalOptions options;
  const Environment environment{{"THOTH_DEPLOYMENT_NAME", "env"}, {"THOTH_MSG_CONFIG", "env.conf"}, {"NO_COLOR", ""}};
  CHECK(resolved(options, environment).topic_prefix == "env");
  CHECK(resolved(options, environment).kafka.default_config_file == "env.conf");
  CHECK(resolved(options, environment).color == Color::automatic);
  CHECK(resolved(options, {{"THOTH_DEPLOYMENT_NAME", ""}}).topic_prefix.empty());
  options.topic_prefix = "option";
  options.config_file = "option.conf";
  CHECK(resolved(options, environment).topic_prefix == "option");
  CHECK(resolved(options, environment).kafka.config_file == "option.conf");
  options.topic_prefix = "";
  CHECK(resolved(options, environment).topic_prefix == "env");
}

TEST_CASE("what of a catalog is read: an option goes before the environment") {
  GlobalOptions options;
  const Environment environment{{"THOTH_MSG_CATALOG_ROOT", "env"}, {"THOTH_MSG_CATALOG_EXCLUDE", "a.json:b/*"}};
  CHECK_FALSE(resolved(options, {{"THOTH_MSG_CATALOG_ROOT", ""}}).catalog_options.root);
  CHECK(resolved(options, environment).catalog_options.root == "env");
  CHECK(resolved(options, environment).catalog_options.exclude == std::vector<std::string>{"a.json", "b/*"});
  options.catalog_root = "option";
  options.catalog_exclude = {"", "c:d"};
  CHECK(resolved(options, environment).catalog_options.root == "option");
  CHECK(resolved(options, environment).catalog_options.exclude == std::vector<std::string>{"c:d"});
}

TEST_CASE("Kafka's settings are handed on with their origin") {
  GlobalOptions options;
  options.bootstrap_servers = "k:1";
  options.properties = {"client.id=x"};
  const Settings settings = resolved(options, {{"KAFKA_CLIENT_ID", "env"}});
  REQUIRE(settings.kafka.options.size() == 1);
  CHECK(settings.kafka.options.front() == std::pair<std::string, std::string>("bootstrap.servers", "k:1"));
  CHECK(settings.kafka.properties == options.properties);
  CHECK(settings.kafka.environment.at("KAFKA_CLIENT_ID") == "env");
}

TEST_CASE("how much is said") {
  GlobalOptions options;
  CHECK(resolved(options, {{"THOTH_MSG_LOG_LEVEL", "debug"}}).log_level == LogLevel::debug);
  options.quiet = true;
  CHECK(resolved(options, {{"THOTH_MSG_LOG_LEVEL", "debug"}}).log_level == LogLevel::error);
  options.verbose = 1;
  CHECK(resolve(options, {}).error().code == thoth::ErrorCode::usage);
  options.quiet = false;
  CHECK(resolved(options, {}).log_level == LogLevel::info);
  options.verbose = 2;
  CHECK(resolved(options, {}).log_level == LogLevel::debug);
  options.verbose = 5;
  CHECK(resolved(options, {}).log_level == LogLevel::trace);
  options.log_level = LogLevel::off;
  CHECK(resolved(options, {}).log_level == LogLevel::off);
  const auto wrong = resolve({}, {{"THOTH_MSG_LOG_LEVEL", "wanr"}});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().text().find("did you mean warn?") != std::string::npos);
}

TEST_CASE("NO_COLOR and a dumb terminal turn colour off, --color always wins") {
  GlobalOptions options;
  CHECK(resolved(options, {{"NO_COLOR", "1"}}).color == Color::never);
  CHECK(resolved(options, {{"TERM", "dumb"}}).color == Color::never);
  CHECK(resolved(options, {{"TERM", "xterm"}}).color == Color::automatic);
  options.color = Color::always;
  CHECK(resolved(options, {{"NO_COLOR", "1"}}).color == Color::always);
  CHECK(resolved(options, {{"TERM", "dumb"}}).color == Color::always);
}

TEST_CASE("send takes from the environment what the options leave open") {
  const Environment environment{
      {"THOTH_MESSAGING_FROM_FILE", ""},          {"THOTH_MESSAGING_TOPIC_NAME", "env.topic"},
      {"THOTH_MESSAGING_MESSAGE_CONTENTS", "{}"}, {"THOTH_MESSAGING_CREATE_IF_NOT_EXIST", "Yes"},
      {"THOTH_MESSAGING_PARTITIONS", "3"},        {"THOTH_MESSAGING_REPLICATION", ""},
      {"THOTH_MESSAGING_COMPONENT_NAME", "c"},    {"THOTH_MESSAGING_SERVICE_VERSION", "v"}};
  SendOptions typed;
  typed.topic_name = "typed.topic";
  typed.component_name = "";
  const auto options = with_environment(typed, environment);
  REQUIRE(options);
  CHECK(options->files.empty());
  CHECK(options->topic_name == "typed.topic");
  CHECK(options->message_contents == "{}");
  CHECK(options->create_if_not_exist);
  CHECK(options->partitions == 3);
  CHECK_FALSE(options->replication);
  CHECK(options->component_name == "c");
  CHECK(options->service_version == "v");
}

TEST_CASE("send: all message files are in one list, and what is typed outranks a file of the environment") {
  const Environment environment{{"THOTH_MESSAGING_FROM_FILE", "env.json"}};
  CHECK(with_environment({}, environment)->files == std::vector<std::string>{"env.json"});
  SendOptions typed;
  typed.files = {"a", "", "b"};
  CHECK(with_environment(typed, environment)->files == std::vector<std::string>{"a", "b"});
  typed.message_file = "m";
  CHECK(with_environment(typed, environment)->files == std::vector<std::string>{"m", "a", "b"});
  SendOptions contents;
  contents.message_contents = "{}";
  CHECK(with_environment(contents, environment)->files.empty());
  contents.message_contents = "";
  CHECK(with_environment(contents, environment)->files == std::vector<std::string>{"env.json"});
}

TEST_CASE("send: what the environment may not say") {
  CHECK(with_environment({}, {{"THOTH_MESSAGING_PARTITIONS", "many"}}).error().text() ==
        "reading THOTH_MESSAGING_PARTITIONS: expected a whole number from 1 to 2147483647, not \"many\"");
  CHECK_FALSE(with_environment({}, {{"THOTH_MESSAGING_REPLICATION", "0"}}));
  for (const char* no : {"0", "false", "no", "off", ""}) {
    CHECK_FALSE(with_environment({}, {{"THOTH_MESSAGING_CREATE_IF_NOT_EXIST", no}})->create_if_not_exist);
  }
  for (const char* yes : {"1", "true", "TRUE", "yes"}) {
    CHECK(with_environment({}, {{"THOTH_MESSAGING_CREATE_IF_NOT_EXIST", yes}})->create_if_not_exist);
  }
}
