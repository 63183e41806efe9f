// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/defaults.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "kafka/fetch_waker.hpp"
#include "kafka/property.hpp"

namespace thoth::kafka {
namespace {

constexpr long long queue_kbytes = 131072;
/// Kafka's transaction.max.timeout.ms unless its broker says otherwise: none longer is granted.
constexpr long long transaction_ms = 900000;
constexpr long long message_ms = 300000;  ///< librdkafka's default without transactions
constexpr long long socket_ms = 60000;    ///< the same
/// By so much must a request's time stay below the transaction's, says librdkafka.
constexpr long long request_margin_ms = 100;

const Setting* by_user(const ResolvedSettings& resolved, std::string_view name) {
  const auto found = resolved.find(canonical_name(name));
  return found == resolved.end() || found->second.origin == Origin::builtin ? nullptr : &found->second;
}

long long number_of(const Setting& setting) {
  return std::atoll(setting.value.c_str());
}

void put_default(ResolvedSettings& resolved, const std::string& name, std::string value,
                 std::string source = "default") {
  resolved.insert_or_assign(canonical_name(name), Setting{name, std::move(value), Origin::builtin, std::move(source)});
}

/// The user's property that rules idempotence out, if there is one.
const Setting* against_idempotence(const ResolvedSettings& resolved) {
  const Setting* const acks = by_user(resolved, "acks");
  if (acks != nullptr && acks->value != "all" && acks->value != "-1") return acks;
  const Setting* const retries = by_user(resolved, "retries");
  if (retries != nullptr && number_of(*retries) == 0) return retries;
  const Setting* const in_flight = by_user(resolved, "max.in.flight");
  if (in_flight != nullptr && number_of(*in_flight) > 5) return in_flight;
  const Setting* const queuing = by_user(resolved, "queuing.strategy");
  return queuing != nullptr && queuing->value != "fifo" ? queuing : nullptr;
}

/// Who asks for idempotence and against it himself hears it from librdkafka.
void resolve_idempotence(ResolvedSettings& resolved) {
  if (by_user(resolved, "enable.idempotence") != nullptr) return;
  put_default(resolved, "enable.idempotence", "true");
  if (by_user(resolved, "transactional.id") != nullptr) return;
  if (const Setting* const cause = against_idempotence(resolved)) {
    put_default(resolved, "enable.idempotence", "false", "default, because " + cause->name + " is " + cause->value);
  }
}

/// With more requests under way than this, librdkafka's idempotent producer spends a core on asking whether one is
/// answered, which brokers nearby, and the one it talks to, could use better.
void resolve_in_flight(ResolvedSettings& resolved) {
  constexpr const char* name = "max.in.flight";
  if (by_user(resolved, name) != nullptr) return;
  resolved.erase(canonical_name(name));
  const auto idempotence = resolved.find(canonical_name("enable.idempotence"));
  if (idempotence != resolved.end() && idempotence->second.value == "true") put_default(resolved, name, "2");
}

/// A message that is larger than the queue would wait for ever for room in it.
void resolve_queue(ResolvedSettings& resolved) {
  if (by_user(resolved, "queue.buffering.max.kbytes") != nullptr) return;
  put_default(resolved, "queue.buffering.max.kbytes", std::to_string(queue_kbytes));
  const Setting* const largest = by_user(resolved, "message.max.bytes");
  if (largest == nullptr || number_of(*largest) <= queue_kbytes * 1024) return;
  put_default(resolved, "queue.buffering.max.kbytes", std::to_string(number_of(*largest) / 1024 + 1),
              "default, because " + largest->name + " is " + largest->value);
}

/// librdkafka would stretch the time of a message and of a request to the transaction's own: a broker that is silent
/// would be noticed after a quarter of an hour.
void resolve_transaction(ResolvedSettings& resolved) {
  constexpr std::array times = {"transaction.timeout.ms", "message.timeout.ms", "socket.timeout.ms"};
  for (const char* const name : times) {
    if (by_user(resolved, name) == nullptr) resolved.erase(canonical_name(name));
  }
  const Setting* const id = by_user(resolved, "transactional.id");
  if (id == nullptr || id->value.empty()) return;
  const Setting* const wanted = by_user(resolved, "transaction.timeout.ms");
  const long long max = wanted == nullptr ? transaction_ms : number_of(*wanted);
  if (wanted == nullptr) put_default(resolved, "transaction.timeout.ms", std::to_string(max));
  if (by_user(resolved, "message.timeout.ms") == nullptr) {
    put_default(resolved, "message.timeout.ms", std::to_string(std::min(message_ms, max)));
  }
  if (by_user(resolved, "socket.timeout.ms") == nullptr) {
    put_default(resolved, "socket.timeout.ms", std::to_string(std::min(socket_ms, max - request_margin_ms)));
  }
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& builtin_defaults() {
  // The consumer's queue is bounded by bytes alone, and is small, as it is kept from running dry (FetchWaker, or
  // fetch.queue.backoff.ms where librdkafka has it); the producer's bounds what a full queue holds.
  static const auto defaults = [] {
    std::vector<std::pair<std::string, std::string>> list = {
        {"bootstrap.servers", "localhost:9092"},
        {"partitioner", "murmur2_random"},
        {"enable.idempotence", "true"},
        {"acks", "all"},
        {"queue.buffering.max.kbytes", std::to_string(queue_kbytes)},
        {"isolation.level", "read_committed"},
        {"check.crcs", "true"},
        {"queued.min.messages", "1000000"},
        {"queued.max.messages.kbytes", "32768"},
    };
    if (!FetchWaker::is_needed()) list.emplace_back("fetch.queue.backoff.ms", "10");
    return list;
  }();
  return defaults;
}

void resolve_defaults(ResolvedSettings& resolved) {
  resolve_idempotence(resolved);
  resolve_in_flight(resolved);
  resolve_queue(resolved);
  resolve_transaction(resolved);
}

}  // namespace thoth::kafka
