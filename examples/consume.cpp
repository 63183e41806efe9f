// SPDX-License-Identifier: GPL-3.0-or-later
// Reads topics from beginning to end and hands each message to the function for its type.
//
//     thoth-msg dev-broker -- sh -c './produce && ./consume'
//
// The cluster is KAFKA_BOOTSTRAP_SERVERS. Exit code: 0 if every record is a valid message, 1 if one is not, 2 if the
// topics could not be read.
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "thoth/kafka/consumer.hpp"
#include "thoth/messages/package_released.hpp"
#include "thoth/messages/solved_package.hpp"
#include "thoth/messages/unresolved_package.hpp"
#include "thoth/type_list.hpp"

namespace kafka = thoth::kafka;
using namespace thoth::messages;

/// The types that this program handles, and a function for each.
using Handled = thoth::TypeList<PackageReleased, SolvedPackage, UnresolvedPackage>;

void handle(const PackageReleased& message) {
  std::cout << "released: " << message.package_name << ' ' << message.package_version << '\n';
}
void handle(const SolvedPackage& message) {
  std::cout << "solved: " << message.package_name << " by " << message.solver << '\n';
}
void handle(const UnresolvedPackage& message) {
  std::cout << "unresolved: " << message.package_name << ' ' << message.package_version.value_or("(any)") << '\n';
}

void print(const kafka::Record& record, const thoth::Violations& violations) {
  for (const thoth::Violation& violation : violations) {
    std::cerr << record.topic << " [" << record.partition << "] @ " << record.offset << ": " << name(violation.code)
              << " at \"" << violation.pointer << "\": " << violation.message() << '\n';
  }
}

/// Decodes a record as the type of its topic and handles the message. If the record breaks the type's contract, prints
/// each violation and returns false.
bool dispatch(const kafka::Record& record) {
  bool is_valid = true;
  Handled::for_each([&]<class M>() {
    if (record.topic != M::contract().topic()) return;
    const auto message = thoth::decode<M>(record.value.value_or(""));  // a tombstone has no value
    if (message) return handle(*message);
    print(record, message.error());
    is_valid = false;
  });
  return is_valid;
}

/// Reads what the topics hold now; returns how many records broke their contract. A service that goes on where it
/// stopped would use Membership::group, subscribe() and, for each record that it has handled, store().
thoth::Result<int> consume() {
  kafka::ConfigSources sources;
  if (const char* servers = std::getenv("KAFKA_BOOTSTRAP_SERVERS")) {
    sources.environment["KAFKA_BOOTSTRAP_SERVERS"] = servers;
  }
  const auto config = THOTH_TRY(kafka::Config::resolve(sources));
  auto consumer = THOTH_TRY(kafka::Consumer::create(config, kafka::Membership::alone));
  const auto wait = kafka::Wait::at_most(std::chrono::seconds(30));
  const auto ranges = THOTH_TRY(consumer.start(Handled::catalog().topics(), kafka::Start::beginning(), wait));

  int invalid = 0;
  kafka::Batch batch;
  kafka::Snapshot snapshot(ranges);
  while (!snapshot.reached()) {
    THOTH_TRY(consumer.poll(batch, kafka::Wait::at_most(std::chrono::seconds(1))));
    for (const kafka::Record& record : batch.records()) {
      if (!dispatch(record)) ++invalid;
    }
    snapshot.add(batch);
  }
  return invalid;
}

int main() {
  const auto invalid = consume();
  if (invalid) return *invalid == 0 ? 0 : 1;
  std::cerr << "consume: " << invalid.error().text() << '\n';
  return 2;
}
