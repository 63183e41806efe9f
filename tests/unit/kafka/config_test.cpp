// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/config.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/temporary_file.hpp"
#include "support/text.hpp"
#include "unit/kafka/resolved.hpp"

using thoth::ErrorCode;
using thoth::Result;
using thoth::kafka::Config;
using thoth::kafka::ConfigSources;
using thoth::kafka::Origin;
using thoth::test::holds;
using thoth::test::resolved;
using thoth::test::TemporaryFile;

namespace {

Config from_environment(const std::string& name, const std::string& value) {
  ConfigSources sources;
  sources.environment[name] = value;
  return resolved(sources);
}

std::string refusal(const ConfigSources& sources) {
  const auto config = Config::resolve(sources);
  REQUIRE(!config);
  CHECK(config.error().code == ErrorCode::usage);
  return config.error().text();
}

std::string refusal_of(const std::string& property) {
  ConfigSources sources;
  sources.properties = {property};
  return refusal(sources);
}

}  // namespace

TEST_CASE("every variable of the table sets its property") {
  const std::vector<std::vector<std::string>> table = {
      {"KAFKA_BOOTSTRAP_SERVERS", "bootstrap.servers", "b1:9092,b2:9092"},
      {"KAFKA_CLIENT_ID", "client.id", "me"},
      {"KAFKA_MESSAGE_MAX_BYTES", "message.max.bytes", "2000000"},
      {"KAFKA_RECEIVE_MESSAGE_MAX_BYTES", "receive.message.max.bytes", "200000000"},
      {"KAFKA_SECURITY_PROTOCOL", "security.protocol", "sasl_ssl"},
      {"KAFKA_SSL_CERTIFICATE_LOCATION", "ssl.certificate.location", "/certificate.pem"},
      {"KAFKA_SSL_CA_LOCATION", "ssl.ca.location", "/ca.pem"},
      {"KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "ssl.endpoint.identification.algorithm", "none"},
      {"KAFKA_SSL_KEY_LOCATION", "ssl.key.location", "/key.pem"},
      {"KAFKA_SSL_KEY_PASSWORD", "ssl.key.password", "open"},
      {"KAFKA_SASL_MECHANISM", "sasl.mechanism", "PLAIN"},
      {"KAFKA_SASL_USERNAME", "sasl.username", "alice"},
      {"KAFKA_SASL_PASSWORD", "sasl.password", "wonder"},
      {"KAFKA_CONSUMER_GROUP_ID", "group.id", "readers"},
      {"KAFKA_CONSUMER_GROUP_INSTANCE_ID", "group.instance.id", "reader-1"},
      {"KAFKA_CONSUMER_MAX_POLL_INTERVAL_MS", "max.poll.interval.ms", "600000"},
      {"KAFKA_CONSUMER_ENABLE_AUTO_COMMIT", "enable.auto.commit", "false"},
      {"KAFKA_CONSUMER_AUTO_OFFSET_RESET", "auto.offset.reset", "earliest"},
  };
  for (const auto& row : table) {
    CAPTURE(row[0]);
    const Config config = from_environment(row[0], row[2]);
    REQUIRE(config.find(row[1]) != nullptr);
    CHECK(config.find(row[1])->value == row[2]);
    CHECK(config.find(row[1])->origin == Origin::environment);
    CHECK(config.find(row[1])->source == row[0]);
    CHECK(config.is_set_by_user(row[1]));

    const Config unset = from_environment(row[0], "");
    CHECK_FALSE(unset.is_set_by_user(row[1]));
  }
}

TEST_CASE("a boolean variable is false only where it reads false") {
  for (const char* text : {"false", "False", "FALSE", "fAlSe"}) {
    CHECK(from_environment("KAFKA_CONSUMER_ENABLE_AUTO_COMMIT", text).value("enable.auto.commit") == "false");
  }
  for (const char* text : {"true", "1", "0", "no", "off", "anything", " false"}) {
    CHECK(from_environment("KAFKA_CONSUMER_ENABLE_AUTO_COMMIT", text).value("enable.auto.commit") == "true");
  }
}

TEST_CASE("the poll interval is taken from a float, as whole milliseconds") {
  const auto interval = [](const char* text) {
    return from_environment("KAFKA_CONSUMER_MAX_POLL_INTERVAL_MS", text).value("max.poll.interval.ms");
  };
  CHECK(interval("300000") == "300000");
  CHECK(interval("300000.0") == "300000");
  CHECK(interval("300000.9") == "300000");
  CHECK(interval("3e5") == "300000");
  for (const char* text : {"five", "300000ms", "nan", "inf", "1e300", " ", "0", "-5"}) {
    CAPTURE(text);
    ConfigSources sources;
    sources.environment["KAFKA_CONSUMER_MAX_POLL_INTERVAL_MS"] = text;
    CHECK(holds(refusal(sources), "KAFKA_CONSUMER_MAX_POLL_INTERVAL_MS"));
  }
}

TEST_CASE("settings for topics are kept apart, and what brokers do not know is left out with a warning") {
  ConfigSources sources;
  sources.environment = {{"KAFKA_TOPIC_PRODUCER_COMPRESSION_TYPE", "zstd"},
                         {"KAFKA_TOPIC_PRODUCER_COMPRESSION_LEVEL", "3"},
                         {"KAFKA_TOPIC_CONSUMER_ENABLE_AUTO_COMMIT", "true"}};
  const Config config = resolved(sources);
  CHECK(config.topic_settings() == std::map<std::string, std::string>{{"compression.type", "zstd"}});
  REQUIRE(config.warnings().size() == 2);
  CHECK(holds(config.warnings()[0], "KAFKA_TOPIC_PRODUCER_COMPRESSION_LEVEL"));
  CHECK(holds(config.warnings()[1], "KAFKA_TOPIC_CONSUMER_ENABLE_AUTO_COMMIT"));
  CHECK_FALSE(config.is_set_by_user("compression.type"));

  for (auto& [name, value] : sources.environment) value.clear();
  CHECK(resolved(sources).topic_settings().empty());
  CHECK(resolved(sources).warnings().empty());
}

TEST_CASE("an option beats -X, which beats the file, which beats the environment, which beats the default") {
  const TemporaryFile file("bootstrap.servers = file:1\n");
  const TemporaryFile default_file("bootstrap.servers = default-file:1\n");
  ConfigSources sources;
  CHECK(resolved(sources).bootstrap_servers() == "localhost:9092");
  CHECK_FALSE(resolved(sources).is_set_by_user("bootstrap.servers"));
  sources.default_config_file = default_file.path();
  CHECK(resolved(sources).bootstrap_servers() == "default-file:1");
  CHECK(resolved(sources).find("bootstrap.servers")->source == default_file.path() + ":1");
  sources.environment["KAFKA_BOOTSTRAP_SERVERS"] = "environment:1";
  CHECK(resolved(sources).bootstrap_servers() == "environment:1");
  sources.config_file = file.path();
  CHECK(resolved(sources).bootstrap_servers() == "file:1");
  CHECK(resolved(sources).find("bootstrap.servers")->source == file.path() + ":1");
  sources.properties = {"bootstrap.servers=first:1", "bootstrap.servers=property:1"};
  CHECK(resolved(sources).bootstrap_servers() == "property:1");
  sources.options = {{"bootstrap.servers", "option:1"}};
  CHECK(resolved(sources).bootstrap_servers() == "option:1");
}

TEST_CASE("of the two configuration files only one is read, so that no password of another cluster is used") {
  const TemporaryFile file("bootstrap.servers = file:1\n");
  const TemporaryFile default_file("sasl.password = of-another-cluster\n");
  ConfigSources sources;
  sources.default_config_file = default_file.path();
  CHECK(resolved(sources).value("sasl.password") == "of-another-cluster");
  sources.config_file = file.path();
  CHECK(resolved(sources).value("sasl.password").empty());
}

TEST_CASE("an alias is the same property") {
  ConfigSources sources;
  sources.environment["KAFKA_SASL_MECHANISM"] = "PLAIN";
  sources.properties = {"sasl.mechanisms=SCRAM-SHA-256", "metadata.broker.list=alias:1"};
  const Config config = resolved(sources);
  CHECK(config.value("sasl.mechanism") == "SCRAM-SHA-256");
  CHECK(config.bootstrap_servers() == "alias:1");
  CHECK(holds(config.dump(), "metadata.broker.list = alias:1  (-X)"));
  CHECK_FALSE(holds(config.dump(), "localhost:9092"));
}

TEST_CASE("a configuration file has lines of key=value and comments") {
  const TemporaryFile file("# where\n\n  bootstrap.servers =  a:1,b:2  \r\nclient.id=x=y\n\t# end\nlinger.ms=7");
  ConfigSources sources;
  sources.config_file = file.path();
  const Config config = resolved(sources);
  CHECK(config.bootstrap_servers() == "a:1,b:2");
  CHECK(config.value("client.id") == "x=y");
  CHECK(config.value("linger.ms") == "7");
  CHECK(config.find("linger.ms")->source == file.path() + ":6");
}

TEST_CASE("what is wrong with a configuration file is told with its line") {
  ConfigSources sources;
  const TemporaryFile no_equals("client.id=a\nsecret words\n");
  sources.config_file = no_equals.path();
  CHECK(holds(refusal(sources), no_equals.path() + ":2"));
  CHECK_FALSE(holds(refusal(sources), "secret words"));
  const TemporaryFile unknown("client.ids=a\n");
  sources.config_file = unknown.path();
  CHECK(holds(refusal(sources), unknown.path() + ":1"));
  CHECK(holds(refusal(sources), "did you mean client.id?"));
  sources.config_file = "/no/such/file";
  CHECK(holds(refusal(sources), "/no/such/file: No such file or directory"));
  sources.config_file = std::filesystem::temp_directory_path().string();
  CHECK(holds(refusal(sources), "it is a directory"));
  sources.config_file = "";
  CHECK(Config::resolve(sources).has_value());
}

TEST_CASE("a file's content stands in for @FILE wherever a value comes from") {
  const TemporaryFile secret("line one\nline two\n");
  const TemporaryFile windows("wonder\r\n");
  const TemporaryFile settings("sasl.username=@" + windows.path() + "\n");
  ConfigSources sources;
  sources.config_file = settings.path();
  sources.environment["KAFKA_SASL_PASSWORD"] = "@" + secret.path();
  sources.properties = {"client.id=@" + windows.path()};
  sources.options = {{"group.id", "@" + windows.path()}};
  const Config config = resolved(sources);
  CHECK(config.value("sasl.username") == "wonder");
  CHECK(config.value("sasl.password") == "line one\nline two");
  CHECK(config.value("client.id") == "wonder");
  CHECK(config.value("group.id") == "wonder");
}

TEST_CASE("two @ stand for one that is meant as it is") {
  ConfigSources sources;
  sources.environment = {{"KAFKA_SASL_PASSWORD", "@@wonder"}, {"KAFKA_SASL_USERNAME", "@@@x"}};
  sources.properties = {"client.id=@@", "group.id=a@b"};
  const Config config = resolved(sources);
  CHECK(config.value("sasl.password") == "@wonder");
  CHECK(config.value("sasl.username") == "@@x");
  CHECK(config.value("client.id") == "@");
  CHECK(config.value("group.id") == "a@b");
}

TEST_CASE("a file that cannot be read is named, but not where its name may be the secret") {
  CHECK(holds(refusal_of("client.id=@/no/such"), "/no/such: No such file or directory"));
  CHECK_FALSE(holds(refusal_of("sasl.password=@hunter2"), "hunter2"));
  CHECK(holds(refusal_of("sasl.password=@hunter2"), "sasl.password"));
  CHECK(holds(refusal_of("client.id=@" + std::filesystem::temp_directory_path().string()), "directory"));
  const TemporaryFile with_nul(std::string("a\0b", 3));
  CHECK(holds(refusal_of("client.id=@" + with_nul.path()), "NUL"));
  const TemporaryFile huge(std::string(2U << 20U, 'x'));
  CHECK(holds(refusal_of("client.id=@" + huge.path()), "larger than 1 MiB"));
}

TEST_CASE("an unknown property gets the nearest name, an impossible value librdkafka's reason") {
  CHECK(holds(refusal_of("bootstrap.server=x"), "did you mean bootstrap.servers?"));
  CHECK(holds(refusal_of("enable.idempotance=true"), "did you mean enable.idempotence?"));
  CHECK(holds(refusal_of("zzzzzzzzzzzzzz=true"), "librdkafka has no such property"));
  CHECK(holds(refusal_of("security.protocol=tls"), "security.protocol"));
  CHECK(holds(refusal_of("security.protocol=tls"), "tls"));
  CHECK(holds(refusal_of("message.max.bytes=-1"), "message.max.bytes"));
  CHECK(holds(refusal_of("dr_msg_cb=x"), "dr_msg_cb"));
}

TEST_CASE("-X without a key or = is refused without being shown") {
  for (const char* text : {"sasl.password hunter2", "hunter2", "=hunter2", "", "  =hunter2"}) {
    ConfigSources sources;
    sources.properties = {"client.id=a", text};
    CHECK(holds(refusal(sources), "-X number 2"));
    CHECK_FALSE(holds(refusal(sources), "hunter2"));
  }
  CHECK(refusal_of("sasl.mechanism") == "invalid -X \"sasl.mechanism\": expected KEY=VALUE, such as -X client.id=me");
}

TEST_CASE("secrets are masked in dumps and errors") {
  ConfigSources sources;
  sources.properties = {"sasl.password=hunter2",
                        "ssl.key.password=hunter2",
                        "ssl.keystore.password=hunter2",
                        "ssl.key.pem=hunter2",
                        "sasl.oauthbearer.config=secret=hunter2",
                        "client.id=shown"};
  const std::string dump = resolved(sources).dump();
  CHECK_FALSE(holds(dump, "hunter2"));
  CHECK(holds(dump, "sasl.password = ***  (-X)\n"));
  CHECK(holds(dump, "client.id = shown  (-X)\n"));
  CHECK_FALSE(holds(refusal_of("sasl.pasword=hunter2"), "hunter2"));
}

TEST_CASE("a copy with one more property has it, and its own defaults, and the first stays as it was") {
  const Config config = resolved({});
  const auto changed = config.with("client.id", "@me");
  REQUIRE(changed);
  CHECK(changed->value("client.id") == "@me");
  CHECK(changed->is_set_by_user("client.id"));
  CHECK(config.value("client.id") == "rdkafka");
  CHECK(changed->settings().size() == config.settings().size() + 1);
  const auto weaker = config.with("request.required.acks", "1");
  REQUIRE(weaker);
  CHECK(weaker->value("acks") == "1");
  CHECK(weaker->value("enable.idempotence") == "false");
  CHECK(weaker->with("acks", "all")->value("enable.idempotence") == "true");
  const auto unknown = config.with("client.idd", "me");
  REQUIRE(!unknown);
  CHECK(unknown.error().code == ErrorCode::usage);
}
