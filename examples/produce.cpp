// SPDX-License-Identifier: GPL-3.0-or-later
// Sends typed messages and accounts for the delivery of each.
//
//     thoth-msg dev-broker -- ./produce
//
// The cluster is KAFKA_BOOTSTRAP_SERVERS; arguments are librdkafka properties, such as message.timeout.ms=5000.
// Exit code: 0 if every message was acknowledged, 1 if one failed, 2 if the messages could not be sent at all.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "thoth/kafka/producer.hpp"
#include "thoth/messages/package_released.hpp"
#include "thoth/messages/solved_package.hpp"

namespace kafka = thoth::kafka;

/// Encodes a message and queues it for its type's topic. The id comes back in the message's delivery report.
template <class M>
thoth::Result<void> send(kafka::Producer& producer, const M& message, std::uint64_t id, const kafka::Wait& wait) {
  const std::string value = THOTH_TRY(thoth::encode(message));
  return producer.send({.topic = M::contract().topic(), .key = message.package_name, .value = value, .id = id}, wait);
}

/// Called exactly once for each message that was queued, from within send() and flush().
void report(const kafka::Delivery& delivery) {
  std::cout << "message " << delivery.id << ": ";
  if (delivery.error) {
    std::cout << delivery.error->text() << '\n';
  } else {
    std::cout << "acknowledged, " << delivery.topic << " [" << delivery.partition << "] @ " << delivery.offset << '\n';
  }
}

/// Sends two messages and returns what became of them.
thoth::Result<kafka::Accounting> produce(const std::vector<std::string>& properties) {
  kafka::ConfigSources sources{.properties = properties};
  if (const char* servers = std::getenv("KAFKA_BOOTSTRAP_SERVERS")) {
    sources.environment["KAFKA_BOOTSTRAP_SERVERS"] = servers;
  }
  const auto config = THOTH_TRY(kafka::Config::resolve(sources));
  auto producer = THOTH_TRY(kafka::Producer::create(config, report));

  // Every message names the component that sends it and that component's version. Members come in alphabetical order;
  // leaving out a required one does not compile.
  const thoth::messages::PackageReleased released{.component_name = "example",
                                                  .index_url = "https://pypi.org/simple",
                                                  .package_name = "numpy",
                                                  .package_version = "1.22.4",
                                                  .service_version = "1.0.0"};
  const thoth::messages::SolvedPackage solved{.component_name = "example",
                                              .index_url = released.index_url,
                                              .package_name = released.package_name,
                                              .package_version = released.package_version,
                                              .service_version = "1.0.0",
                                              .solver = "solver-fedora-35-py39"};

  const auto wait = kafka::Wait::at_most(std::chrono::seconds(30));
  THOTH_TRY(send(producer, released, 1, wait));
  THOTH_TRY(send(producer, solved, 2, wait));

  // send() only queues. After flush() every message has its report, and the accounting says how many were acknowledged.
  THOTH_TRY(producer.flush(wait));
  return producer.accounting();
}

int main(int argc, char** argv) {
  const auto accounting = produce({argv + 1, argv + argc});
  if (!accounting) {
    std::cerr << "produce: " << accounting.error().text() << '\n';
    return 2;
  }
  std::cout << accounting->acknowledged << " acknowledged, " << accounting->failed << " failed\n";
  return accounting->failed == 0 ? 0 : 1;
}
