// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a message type at run time. Without an argument prints it as JSON Schema; with one, validates that message and
// sends it if it is valid.
//
//     ./runtime_type > example.restarted.schema.json
//     thoth-msg dev-broker -- ./runtime_type '{"component_name": "a", "service_version": "1", "service": "solver"}'
//
// Exit code: 0 if the message was sent, 1 if it breaks its contract, 2 if it could not be sent.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "thoth/json_schema.hpp"
#include "thoth/kafka/producer.hpp"
#include "thoth/schema_builder.hpp"
#include "thoth/validation.hpp"

namespace kafka = thoth::kafka;

/// A type that could as well have been read from a configuration. component_name, service_version and version come
/// first, as in every message.
thoth::Result<thoth::SchemaPtr> restarted() {
  return thoth::SchemaBuilder("example.restarted", "v1", "A service was restarted")
      .required("service", thoth::Type::string, "Name of the service")
      .optional("exit_code", thoth::Type::integer, "Exit code of the process that ended, if known")
      .defaulted("tags", thoth::MemberType::array_of(thoth::Type::string), "[]", "Tags to group restarts by")
      .build();
}

/// Sends bytes to a topic and waits until the cluster has them.
thoth::Result<void> send(std::string_view topic, std::string_view value) {
  kafka::ConfigSources sources;
  if (const char* servers = std::getenv("KAFKA_BOOTSTRAP_SERVERS")) {
    sources.environment["KAFKA_BOOTSTRAP_SERVERS"] = servers;
  }
  const auto config = THOTH_TRY(kafka::Config::resolve(sources));
  thoth::Result<void> result;
  const auto on_delivery = [&result](const kafka::Delivery& delivery) {
    if (delivery.error) result = tl::unexpected(*delivery.error);
  };
  auto producer = THOTH_TRY(kafka::Producer::create(config, on_delivery));
  const auto wait = kafka::Wait::at_most(std::chrono::seconds(30));
  THOTH_TRY(producer.send({.topic = topic, .value = value}, wait));
  THOTH_TRY(producer.flush(wait));
  return result;
}

/// Validates a message, prints its violations or sends it. Returns whether it was valid.
thoth::Result<bool> validate_and_send(const thoth::Schema& schema, std::string_view contents) {
  thoth::MessageValidator validator;
  const auto& result = validator.validate_bytes(&schema, contents);
  for (const thoth::Violation& violation : result.violations) {
    const thoth::Place place = thoth::advance({}, contents.substr(0, violation.place.offset));
    std::cerr << place.line << ':' << place.column << ": " << violation.pointer << ": " << violation.message() << '\n';
  }
  if (!result.valid()) return false;
  // The wire form: every declared member in its order, defaults filled in, compact.
  THOTH_TRY(send(schema.topic, result.wire));
  std::cout << "sent " << result.wire << '\n';
  return true;
}

thoth::Result<bool> run(int argc, char** argv) {
  const auto schema = THOTH_TRY(restarted());
  if (argc > 1) return validate_and_send(*schema, argv[1]);
  const auto text = THOTH_TRY(thoth::write_json_schema(*schema));
  std::cout << text << '\n';
  return true;
}

int main(int argc, char** argv) {
  const auto is_valid = run(argc, argv);
  if (is_valid) return *is_valid ? 0 : 1;
  std::cerr << "runtime_type: " << is_valid.error().text() << '\n';
  return 2;
}
