// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <vector>

#include "thoth/codec.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/log.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/kafka/wait.hpp"
#include "thoth/outbox.hpp"
#include "thoth/schema.hpp"
#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

/// Services: handlers of message types, run as a member of a Kafka group.
///
///   auto service = thoth::Service::create(config, {.prefix = "prod"});
///   service->on<PackageReleased>([&](const thoth::Delivery<PackageReleased>& d) {
///     d.outbox.send(solve(d.message), {.key = d.message.package_name});
///     return thoth::Outcome::done();
///   });
///   const auto ended = service->run(stop_token);
namespace thoth {

using std::chrono::milliseconds;

/// What becomes of a record. An exception that leaves a handler is retry(what()).
class [[nodiscard]] Outcome {
 public:
  enum class Kind : std::uint8_t { done, retry, dead_letter, halt };

  /// The record is handled: what the outbox holds is sent, and its offset is committed.
  static Outcome done() { return {Kind::done, {}}; }
  /// Handle it again later, as the route's Retry says; after the last attempt the route's OnFailure decides.
  static Outcome retry(std::string why) { return {Kind::retry, std::move(why)}; }
  /// No attempt will ever succeed: send it to the dead letters of its topic.
  static Outcome dead_letter(std::string why) { return {Kind::dead_letter, std::move(why)}; }
  /// Nothing of this topic can be handled: halt it here, with this record as the next.
  static Outcome halt(std::string why) { return {Kind::halt, std::move(why)}; }

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  Outcome(Kind kind, std::string why) : kind_(kind), why_(std::move(why)) {}

  Kind kind_;
  std::string why_;
};

/// at_least_once: after a crash records may be handled again, and their messages sent again. exactly_once: messages,
/// dead letters and offsets are one transaction, so that who reads with isolation.level=read_committed sees those of a
/// record once; what handlers do elsewhere may still be repeated.
enum class Guarantee : std::uint8_t { at_least_once, exactly_once };

/// What becomes of a record that cannot be handled: it goes to the dead letters; its topic is halted; it counts as
/// finished; the service ends.
enum class OnFailure : std::uint8_t { dead_letter, halt_topic, skip, stop };

/// When a record is handled again. It holds back the records of its key alone.
struct Retry {
  int attempts = 5;         ///< in all, the first among them; at least 1
  milliseconds first{500};  ///< after the first attempt
  milliseconds max{30'000};
  double factor = 2;    ///< of each pause to the one before
  double jitter = 0.2;  ///< each pause is this share longer or shorter, at random
};

/// How the records of one type are handled.
struct Route {
  Retry retry{};
  OnFailure on_failure = OnFailure::dead_letter;  ///< of the last attempt
  OnFailure on_invalid = OnFailure::dead_letter;  ///< the record breaks its contract, or nobody handles its version
  /// Records of one topic and partition for which this is the same are handled one after another; of a topic's routes
  /// the first one's counts. Empty: the key's bytes, and all records without a key together. Must not throw.
  std::function<std::string(const kafka::Record&)> order_by{};
};

/// One call of a handler.
template <class M>
struct Delivery {
  const M& message;
  const kafka::Record& record;
  int attempt;           ///< 1 at first
  std::stop_token stop;  ///< asks to come to an end: the partition goes to another member, or the service ends
  Outbox& outbox;
};

/// The same for a record without a value.
struct Tombstone {
  const kafka::Record& record;
  int attempt;
  std::stop_token stop;
  Outbox& outbox;
};

/// Something that an operator may want to know.
struct ServiceEvent {
  enum class Kind : std::uint8_t {
    assigned,       ///< a partition is read from now on
    revoked,        ///< it went to another member, after what was finished was committed
    lost,           ///< it went to another member before that
    retry,          ///< a record will be handled again
    dead_letter,    ///< a record goes to the dead letters
    skipped,        ///< a record counts as finished, though it could not be handled
    halted,         ///< a topic is halted
    resumed,        ///< it goes on
    denied,         ///< a topic may not be read any more, or the group (no topic) not joined; it is tried again
    allowed,        ///< it may be again
    commit_failed,  ///< it is tried again
    send_failed,    ///< it is tried again
  };
  Kind kind = Kind::assigned;
  std::string topic{};  ///< full name
  std::int32_t partition = -1;
  std::int64_t offset = -1;
  int attempt = 0;  ///< of a record: how many there were
  std::string reason{};
};

/// "assigned", "dead_letter", …
[[nodiscard]] std::string_view name(ServiceEvent::Kind kind);

struct ServiceOptions {
  std::string prefix{};  ///< of the deployment's topics; empty: none
  Guarantee guarantee = Guarantee::at_least_once;
  /// Threads that call handlers, which then must be safe to call from several. 0: run() calls them itself, and reads
  /// nothing meanwhile, so that max.poll.interval.ms bounds each call; the fastest for handlers that take microseconds.
  unsigned concurrency = 1;
  std::size_t max_in_flight = 1000;        ///< records in memory for each partition, about; then its reading pauses
  milliseconds commit_interval{1000};      ///< of offsets, or of transactions
  milliseconds max_drain{10'000};          ///< how long handlers may take to end when a partition goes, or the service
  milliseconds max_handling{300'000};      ///< a handler that takes longer turns the health bad
  std::string dead_letter_suffix{"-dlt"};  ///< of a topic's name: where its dead letters go
  std::function<void(const ServiceEvent&)> on_event{};  ///< called from run()'s thread; must not throw
};

/// What was counted of one topic (full name) since run() began, as all that is counted.
struct TopicMetrics {
  std::uint64_t received = 0;  ///< records read
  std::uint64_t done = 0;      ///< handled
  std::uint64_t attempts = 0;  ///< calls of handlers
  std::uint64_t retries = 0;   ///< attempts that another one followed
  std::uint64_t invalid = 0;   ///< records that broke their contracts
  std::uint64_t dead_letters = 0;
  std::uint64_t skipped = 0;
  double handling_seconds = 0;  ///< all calls together
};

/// A partition that this member reads.
struct PartitionMetrics {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t next = -1;     ///< all before this offset are finished; -1: not known yet
  std::int64_t lag = -1;      ///< records that are not finished, at the last known end of the partition; -1: unknown
  std::size_t in_flight = 0;  ///< records in memory
};

struct ServiceMetrics {
  std::map<std::string, TopicMetrics> topics;
  std::vector<PartitionMetrics> partitions;
  std::vector<std::string> halted;  ///< full names of topics
  std::uint64_t sent = 0;           ///< messages acknowledged, dead letters among them
  std::uint64_t send_failures = 0;
  std::uint64_t commits = 0;  ///< of offsets or of transactions
  std::uint64_t commit_failures = 0;
  std::uint64_t assignments = 0;  ///< partitions given
  std::uint64_t revocations = 0;  ///< partitions taken in good order
  std::uint64_t losses = 0;       ///< partitions lost
};

/// The metrics in Prometheus's text format (version 0.0.4).
[[nodiscard]] std::string to_prometheus(const ServiceMetrics& metrics);

struct ServiceHealth {
  std::vector<std::string> problems;                                  ///< sentences; empty: all is well
  std::optional<std::chrono::system_clock::time_point> outage_since;  ///< none: the cluster answers
  [[nodiscard]] bool is_good() const { return problems.empty(); }
};

/// How run() ended.
struct ServiceEnd {
  std::uint64_t finished = 0;  ///< records of this run
  /// Handlers that had not ended when max_drain was over. They go on in their threads: what they use must live on.
  std::size_t running = 0;
};

namespace detail {

/// One call of a handler whose type is gone.
struct HandlerCall {
  std::string_view contents;  ///< of the record's value
  const kafka::Record& record;
  int attempt;
  std::stop_token stop;
  Outbox& outbox;
  Versions versions;  ///< any: the route has looked at the version
};
/// Decodes the contents and calls the handler.
using AnyHandler = std::function<tl::expected<Outcome, Violations>(const HandlerCall&)>;

enum class Handles : std::uint8_t { values, tombstones };

template <class Handler, class Argument>
concept HandlerOf =
    std::invocable<Handler&, const Argument&> && std::same_as<std::invoke_result_t<Handler&, const Argument&>, Outcome>;

template <class M, class Handler>
AnyHandler value_handler(Handler handler) {
  // Held by a pointer, as a handler may be one that cannot be copied.
  return [held = std::make_shared<Handler>(std::move(handler))](
             const HandlerCall& call) -> tl::expected<Outcome, Violations> {
    const auto message = thoth::decode<M>(call.contents, call.versions);
    if (!message) return tl::unexpected<Violations>(message.error());
    return (*held)(Delivery<M>{*message, call.record, call.attempt, call.stop, call.outbox});
  };
}

template <class Handler>
AnyHandler tombstone_handler(Handler handler) {
  return [held = std::make_shared<Handler>(std::move(handler))](
             const HandlerCall& call) -> tl::expected<Outcome, Violations> {
    return (*held)(Tombstone{call.record, call.attempt, call.stop, call.outbox});
  };
}

}  // namespace detail

/// Handlers of message types, and the loop that reads records, calls handlers, sends what they send and commits what is
/// finished. Nothing is committed before it is finished: the record and all before it in its partition are done, in the
/// dead letters or skipped. create() and on() belong to one thread; run() to one at a time; halt(), resume(), metrics()
/// and health() may be called from any, handlers' among them.
class Service {
 public:
  /// Checks the settings; connects to nothing. Errors: usage (no group.id, settings that contradict each other or the
  /// guarantee, with the names of both).
  static Result<Service> create(const kafka::Config& config, ServiceOptions options, kafka::LogSink log = {});

  Service(Service&&) noexcept;
  Service& operator=(Service&&) noexcept;
  ~Service();

  /// Has `handler` called for the type's records. `versions`: those of contents that it takes; empty: that of the
  /// contract. Contents without a version go to the first of the topic's routes.
  template <class M, detail::HandlerOf<Delivery<M>> Handler>
  // NOLINTNEXTLINE(performance-unnecessary-value-param): what is given is moved on
  Service& on(Handler handler, Route route = {}, std::vector<std::string> versions = {}) {
    detail::check_message<M>();
    return add(schema_ptr_of<M>(), detail::Handles::values, detail::value_handler<M>(std::move(handler)),
               std::move(route), std::move(versions));
  }

  /// Has `handler` called for records without a value in the type's topic.
  template <class M, detail::HandlerOf<Tombstone> Handler>
  // NOLINTNEXTLINE(performance-unnecessary-value-param): what is given is moved on
  Service& on_tombstone(Handler handler, Route route = {}) {
    detail::check_message<M>();
    return add(schema_ptr_of<M>(), detail::Handles::tombstones, detail::tombstone_handler(std::move(handler)),
               std::move(route), {});
  }

  /// Says that handlers send messages of a type, for asyncapi().
  template <class M>
  Service& sends() {
    return add_sent(schema_ptr_of<M>());
  }

  /// Joins the group and handles records until `stop` is requested; then lets handlers end within max_drain, commits,
  /// and leaves the group, for which it waits up to 15 s more if the cluster does not answer. A rebalance, an outage,
  /// a coordinator that moves and a permission that is taken away do not end it. Errors: usage (no route, two routes of
  /// one type and version), unreachable (a topic may not be read, or the group not joined, from the start), undelivered
  /// (another member has this one's transactional.id or group.instance.id: Cause::fenced), unmet (a record failed whose
  /// route says OnFailure::stop).
  Result<ServiceEnd> run(const std::stop_token& stop);

  /// Halts a topic (base name) in this member, also over rebalances: no record of it is begun any more, and what was
  /// not begun is read again once resume() is called. Of no effect on a service that does not run before it does.
  void halt(std::string_view base_topic);
  void resume(std::string_view base_topic);

  [[nodiscard]] ServiceMetrics metrics() const;
  [[nodiscard]] ServiceHealth health() const;

  /// Handles one record once more, and sends what its handler sends. Nothing is committed. `place` is
  /// "TOPIC[PARTITION]@OFFSET", with the topic's full name. Errors: usage (no such place, no handler), unreachable,
  /// undelivered, interrupted, unmet (the handler did not say done()).
  Result<void> replay(std::string_view place, const kafka::Wait& wait);

  /// The service as an AsyncAPI 3.0 document: it receives what has a handler, and sends what sends() names. `title` and
  /// `version` are the service's own. Errors: usage (a schema that cannot be written).
  [[nodiscard]] Result<std::string> asyncapi(std::string_view title, std::string_view version) const;

  struct [[gnu::visibility("hidden")]] Impl;

 private:
  friend class ServiceBench;
  explicit Service(std::shared_ptr<Impl> impl);
  Service& add(SchemaPtr type, detail::Handles handles, detail::AnyHandler handler, Route route,
               std::vector<std::string> versions);
  Service& add_sent(SchemaPtr type);

  std::shared_ptr<Impl> impl_;
};

}  // namespace thoth

#pragma GCC visibility pop
