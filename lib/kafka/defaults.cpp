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

const Setting* by_user(const Settled& settled, std::string_view name) {
  const auto found = settled.find(canonical_name(name));
  return found == settled.end() || found->second.origin == Origin::builtin ? nullptr : &found->second;
}

long long number_of(const Setting& setting) {
  return std::atoll(setting.value.c_str());
}

void put_default(Settled& settled, const std::string& name, std::string value, std::string source = "default") {
  settled.insert_or_assign(canonical_name(name), Setting{name, std::move(value), Origin::builtin, std::move(source)});
}

/// The user's property that rules idempotence out, if there is one.
const Setting* against_idempotence(const Settled& settled) {
  const Setting* const acks = by_user(settled, "acks");
  if (acks != nullptr && acks->value != "all" && acks->value != "-1") return acks;
  const Setting* const retries = by_user(settled, "retries");
  if (retries != nullptr && number_of(*retries) == 0) return retries;
  const Setting* const in_flight = by_user(settled, "max.in.flight");
  if (in_flight != nullptr && number_of(*in_flight) > 5) return in_flight;
  const Setting* const queuing = by_user(settled, "queuing.strategy");
  return queuing != nullptr && queuing->value != "fifo" ? queuing : nullptr;
}

/// Who asks for idempotence and against it himself hears it from librdkafka.
void settle_idempotence(Settled& settled) {
  if (by_user(settled, "enable.idempotence") != nullptr) return;
  put_default(settled, "enable.idempotence", "true");
  if (by_user(settled, "transactional.id") != nullptr) return;
  if (const Setting* const cause = against_idempotence(settled)) {
    put_default(settled, "enable.idempotence", "false", "default, because " + cause->name + " is " + cause->value);
  }
}

/// With more requests under way than this, librdkafka's idempotent producer spends a core on asking whether one is
/// answered, which brokers nearby, and the one it talks to, could use better.
void settle_in_flight(Settled& settled) {
  constexpr const char* name = "max.in.flight";
  if (by_user(settled, name) != nullptr) return;
  settled.erase(canonical_name(name));
  const auto idempotence = settled.find(canonical_name("enable.idempotence"));
  if (idempotence != settled.end() && idempotence->second.value == "true") put_default(settled, name, "2");
}

/// A message that is larger than the queue would wait for ever for room in it.
void settle_queue(Settled& settled) {
  if (by_user(settled, "queue.buffering.max.kbytes") != nullptr) return;
  put_default(settled, "queue.buffering.max.kbytes", std::to_string(queue_kbytes));
  const Setting* const largest = by_user(settled, "message.max.bytes");
  if (largest == nullptr || number_of(*largest) <= queue_kbytes * 1024) return;
  put_default(settled, "queue.buffering.max.kbytes", std::to_string(number_of(*largest) / 1024 + 1),
              "default, because " + largest->name + " is " + largest->value);
}

/// librdkafka would stretch the time of a message and of a request to the transaction's own: a broker that is silent
/// would be noticed after a quarter of an hour.
void settle_transaction(Settled& settled) {
  constexpr std::array times = {"transaction.timeout.ms", "message.timeout.ms", "socket.timeout.ms"};
  for (const char* const name : times) {
    if (by_user(settled, name) == nullptr) settled.erase(canonical_name(name));
  }
  const Setting* const id = by_user(settled, "transactional.id");
  if (id == nullptr || id->value.empty()) return;
  const Setting* const wanted = by_user(settled, "transaction.timeout.ms");
  const long long most = wanted == nullptr ? transaction_ms : number_of(*wanted);
  if (wanted == nullptr) put_default(settled, "transaction.timeout.ms", std::to_string(most));
  if (by_user(settled, "message.timeout.ms") == nullptr) {
    put_default(settled, "message.timeout.ms", std::to_string(std::min(message_ms, most)));
  }
  if (by_user(settled, "socket.timeout.ms") == nullptr) {
    put_default(settled, "socket.timeout.ms", std::to_string(std::min(socket_ms, most - request_margin_ms)));
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

void settle_defaults(Settled& settled) {
  settle_idempotence(settled);
  settle_in_flight(settled);
  settle_queue(settled);
  settle_transaction(settled);
}

}  // namespace thoth::kafka
