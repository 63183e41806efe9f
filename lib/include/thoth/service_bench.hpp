// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thoth/codec.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "thoth/outbox.hpp"
#include "thoth/service.hpp"

#pragma GCC visibility push(default)

/// Tests of a service's handlers, without a broker.
namespace thoth {

/// What became of a record.
struct Delivered {
  enum class Fate : std::uint8_t { done, dead_letter, skipped, halted, stopped };
  Fate fate = Fate::done;
  std::string reason;                  ///< of the last failure; empty: there was none
  int attempts = 0;                    ///< calls of the handler, those that its contract kept from it among them
  std::vector<Outgoing> messages;      ///< what the handler sent
  std::vector<Outgoing> dead_letters;  ///< at most one
  std::string prefix;

  /// The messages of one type, in order. Throws std::bad_expected_access if a message in its topic is not one.
  template <class M>
  [[nodiscard]] std::vector<M> sent() const {
    std::vector<M> found;
    for (const Outgoing& message : messages) {
      if (message.topic != kafka::full_topic(prefix, M::contract().topic())) continue;
      found.push_back(decode<M>(message.value.value_or("")).value());
    }
    return found;
  }
};

/// Hands records to a service's handlers as run() would: decoded, dispatched by version, tried again, and given up.
/// Time does not pass: pauses between attempts are over at once. Used from one thread.
///
///   ServiceBench bench(*service);
///   CHECK(bench.deliver(PackageReleased{…}).sent<SolvedPackage>().size() == 1);
class ServiceBench {
 public:
  /// The service must outlive this. Throws std::invalid_argument where its run() would say usage.
  explicit ServiceBench(const Service& service);
  ServiceBench(ServiceBench&&) noexcept;
  ServiceBench& operator=(ServiceBench&&) noexcept;
  ~ServiceBench();

  /// A message of a type, in its topic. Throws std::bad_expected_access if it cannot be written as JSON.
  template <class M>
  Delivered deliver(const M& message, const SendWith& with = {}) {
    const std::string topic = full_topic(M::contract().topic());
    const std::string value = encode(message).value();
    kafka::Record record;
    record.topic = topic;
    record.timestamp = with.timestamp.value_or(-1);
    if (with.key) record.key = *with.key;
    record.value = value;
    record.headers = with.headers;
    return deliver_record(record);
  }
  /// A record as it is, with its topic's full name; it gets the next offset of its partition.
  Delivered deliver_record(const kafka::Record& record);

  struct [[gnu::visibility("hidden")]] Impl;

 private:
  [[nodiscard]] std::string full_topic(std::string_view base) const;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth

#pragma GCC visibility pop
