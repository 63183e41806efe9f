// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/defaults.hpp"

#include <openssl/bio.h>
#include <openssl/conf.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <string>
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
constexpr long long session_ms = 45000;   ///< the same
constexpr long long queued_kbytes = 16384;
constexpr long long message_bytes = 1000000;  ///< librdkafka's default
/// By so much must an answer have room for more than is fetched with it, says librdkafka.
constexpr long long answer_margin = 512;
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

/// A member may not be silent for longer than it may take between two polls, says librdkafka.
void resolve_session(ResolvedSettings& resolved) {
  constexpr const char* name = "session.timeout.ms";
  if (by_user(resolved, name) != nullptr) return;
  resolved.erase(canonical_name(name));
  const Setting* const between_polls = by_user(resolved, "max.poll.interval.ms");
  if (between_polls == nullptr || number_of(*between_polls) >= session_ms) return;
  put_default(resolved, name, between_polls->value,
              "default, because " + between_polls->name + " is " + between_polls->value);
}

/// Who allows only small answers gets no larger ones; librdkafka would refuse its own defaults beside that.
void resolve_fetch(ResolvedSettings& resolved) {
  for (const char* const name : {"fetch.max.bytes", "message.max.bytes"}) {
    if (by_user(resolved, name) == nullptr) resolved.erase(canonical_name(name));
  }
  const Setting* const answer = by_user(resolved, "receive.message.max.bytes");
  if (answer == nullptr || by_user(resolved, "fetch.max.bytes") != nullptr) return;
  const long long room = number_of(*answer) - answer_margin;
  const Setting* const queued = by_user(resolved, "queued.max.messages.kbytes");
  if (room >= (queued == nullptr ? queued_kbytes : number_of(*queued)) * 1024) return;
  const std::string source = "default, because " + answer->name + " is " + answer->value;
  put_default(resolved, "fetch.max.bytes", std::to_string(room), source);
  if (room >= message_bytes || by_user(resolved, "message.max.bytes") != nullptr) return;
  put_default(resolved, "message.max.bytes", std::to_string(room), source);
}

using Configuration = std::unique_ptr<CONF, decltype(&NCONF_free)>;

/// The value of a key, or nothing.
std::string value_of(const CONF* configuration, const std::string& section, const char* key) {
  const char* const found = NCONF_get_string(configuration, section.empty() ? nullptr : section.c_str(), key);
  return found == nullptr ? "" : found;
}

bool asks_for_newer(const CONF* configuration, const std::string& section) {
  STACK_OF(CONF_VALUE)* const values = NCONF_get_section(configuration, section.c_str());
  for (int i = 0; i < sk_CONF_VALUE_num(values); ++i) {
    const CONF_VALUE* const setting = sk_CONF_VALUE_value(values, i);
    if (std::string_view(setting->name).ends_with("MinProtocol") && std::string_view(setting->value) == "TLSv1.3") {
      return true;
    }
  }
  return false;
}

std::string text_of(const char* path) {
  std::string text;
  const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_file(path, "rb"), &BIO_free);
  std::array<char, 4096> part{};
  for (int size = 0; file && (size = BIO_read(file.get(), part.data(), static_cast<int>(part.size()))) > 0;) {
    text.append(part.data(), static_cast<std::size_t>(size));
  }
  return text;
}

/// Null if it cannot be read. A configuration can be loaded only once: another text needs another one.
Configuration parsed(const std::string& text) {
  Configuration configuration(NCONF_new(nullptr), &NCONF_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
                                                         &BIO_free);
  const bool is_read = configuration && memory && NCONF_load_bio(configuration.get(), memory.get(), nullptr) > 0;
  if (!is_read) configuration.reset();
  return configuration;
}

/// Librdkafka makes its contexts itself and has no property for this. But OpenSSL applies the section "system_default"
/// to each new context, and its configuration can be loaded again with a line more at that section's end. What is
/// before that line's dot tells settings of one name apart; the last of them holds.
bool load_with_minimum() {
  OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, nullptr);
  const std::unique_ptr<char, void (*)(char*)> file(CONF_get1_default_config_file(),
                                                    [](char* path) { OPENSSL_free(path); });
  std::string text = file ? text_of(file.get()) : "";
  Configuration configuration = parsed(text);
  if (!configuration) {
    // OpenSSL has ignored it too.
    text.clear();
    configuration = parsed(text);
  }
  if (!configuration) return false;

  const std::string root = value_of(configuration.get(), "", "openssl_conf");
  std::string names = root.empty() ? "" : value_of(configuration.get(), root, "ssl_conf");
  std::string defaults = names.empty() ? "" : value_of(configuration.get(), names, "system_default");
  if (!defaults.empty() && asks_for_newer(configuration.get(), defaults)) return true;
  if (names.empty()) names = "thoth_ssl";
  if (defaults.empty()) defaults = "thoth_tls";
  // What is before the dot tells settings of one name apart; the last of them holds.
  text += "\n\n[default]\nthoth_conf = thoth_modules\n[thoth_modules]\nssl_conf = " + names + "\n[" + names +
          "]\nsystem_default = " + defaults + "\n[" + defaults + "]\nthoth.MinProtocol = TLSv1.2\n";
  configuration = parsed(text);
  return configuration && CONF_modules_load(configuration.get(), "thoth_conf", 0) > 0;
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
        {"compression.type", "lz4"},
        {"queue.buffering.max.kbytes", std::to_string(queue_kbytes)},
        {"isolation.level", "read_committed"},
        {"check.crcs", "true"},
        {"queued.min.messages", "1000000"},
        {"queued.max.messages.kbytes", std::to_string(queued_kbytes)},
    };
    if (!FetchWaker::is_needed()) list.emplace_back("fetch.queue.backoff.ms", "10");
    return list;
  }();
  return defaults;
}

void resolve_defaults(ResolvedSettings& resolved) {
#ifdef LIBRDKAFKA_STATICLIB
  // For brokers librdkafka looks by itself where systems keep their certificates, if OpenSSL came with it; for the
  // servers of OAuth tokens it has to be told.
  if (by_user(resolved, "https.ca.location") == nullptr && by_user(resolved, "https.ca.pem") == nullptr)
    put_default(resolved, "https.ca.location", "probe");
#endif
  resolve_idempotence(resolved);
  resolve_in_flight(resolved);
  resolve_queue(resolved);
  resolve_transaction(resolved);
  resolve_session(resolved);
  resolve_fetch(resolved);
}

Result<void> refuse_old_tls() {
  static const bool is_loaded = [] {
    const bool loaded = load_with_minimum();
    ERR_clear_error();
    return loaded;
  }();
  if (is_loaded) return {};
  return fail(ErrorCode::internal, "requiring TLS 1.2 or later", "", "OpenSSL does not take its configuration");
}

}  // namespace thoth::kafka
