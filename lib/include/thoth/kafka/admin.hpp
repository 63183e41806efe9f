// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/log.hpp"
#include "thoth/kafka/topic_info.hpp"
#include "thoth/kafka/wait.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// A topic to be created.
struct TopicSpec {
  std::string name;  ///< full name
  int partitions = 1;
  int replication = 1;
  std::map<std::string, std::string> settings;  ///< cleanup.policy, retention.ms, …; Config::topic_settings()
};

/// The topics of all known types, to be created alike.
[[nodiscard]] std::vector<TopicSpec> specs_of(const Catalog& catalog, std::string_view prefix, const TopicSpec& like);

/// What became of one topic.
enum class TopicChange : std::uint8_t {
  created,
  existed,             ///< it was there and was left alone
  created_by_cluster,  ///< the cluster created it itself, with its own partitions and settings; see `warning`
  deleted,
  failed,  ///< see `error`
};

struct TopicOutcome {
  std::string name;
  TopicChange change = TopicChange::created;
  std::string warning;         ///< to be shown, if not empty
  std::optional<Error> error;  ///< if failed: unreachable (authorization, no answer, missing), usage (refused)
};

struct BrokerInfo {
  std::int32_t id = 0;
  std::string host;
  std::int32_t port = 0;
};

/// A cluster that answered.
struct ClusterInfo {
  std::string id;  ///< empty if it tells none
  std::vector<BrokerInfo> brokers;
  std::int32_t controller = -1;          ///< broker, -1: unknown
  std::chrono::microseconds latency{0};  ///< of one request and its answer over an open connection
};

/// Whether to go on trying when no broker can be reached (all refuse, or have no address), or to say so at once.
enum class WhenAllDown : std::uint8_t { give_up, keep_trying };

/// Looks at and changes topics. Looking never creates any. Used from one thread at a time.
class Admin {
 public:
  /// Makes the client; connects in the background. Errors: usage.
  static Result<Admin> create(const Config& config, LogSink log = {});

  Admin(Admin&&) noexcept;
  Admin& operator=(Admin&&) noexcept;
  ~Admin();

  /// Who is there. Errors: unreachable with the true reason (refused, no such host, authentication, TLS, no answer in
  /// time) and what to do about it, interrupted.
  Result<ClusterInfo> cluster(const Wait& wait, WhenAllDown when_all_down = WhenAllDown::give_up);

  /// All topics in order of name; those that Kafka keeps for itself too. Errors: unreachable, interrupted.
  Result<std::vector<TopicInfo>> list(const Wait& wait);
  /// Looks topics up, in the order asked; missing ones are told by their state. Errors: unreachable, interrupted.
  Result<std::vector<TopicInfo>> lookup(const std::vector<std::string>& names, const Wait& wait);
  /// Partitions and settings of topics, in the order asked. Errors: unreachable (also: one is missing), interrupted.
  Result<std::vector<TopicDescription>> describe(const std::vector<std::string>& names, const Wait& wait);

  /// Names of the consumer groups, in order; those of the brokers that answered in time. Waits in one piece, which a
  /// signal does not end. Errors: unreachable (none answered).
  Result<std::vector<std::string>> groups(const Wait& wait);

  /// Creates topics and waits until they are usable; those that exist are left alone. One outcome a spec, in their
  /// order. Where the cluster refuses such requests (the embedded broker), it is left to create them itself if it
  /// does so. Errors, where nothing was tried: unreachable, interrupted, usage (a name Kafka does not take).
  Result<std::vector<TopicOutcome>> create_topics(const std::vector<TopicSpec>& specs, const Wait& wait);
  /// As create_topics, for one; its outcome's error becomes the Result's.
  Result<TopicOutcome> create_topic(const TopicSpec& spec, const Wait& wait);
  /// Leaves creating missing topics to the cluster, which may do so once a producer asks for them.
  /// Errors: unreachable (the first that it does not create), interrupted.
  Result<void> let_cluster_create(const std::vector<std::string>& names, const Wait& wait);
  /// Deletes topics and waits until they are gone. One outcome a name. Errors, where nothing was tried: unreachable,
  /// interrupted.
  Result<std::vector<TopicOutcome>> delete_topics(const std::vector<std::string>& names, const Wait& wait);

  /// Waits until all partitions of all these topics have a leader. Errors: unreachable (which one is not, and why),
  /// interrupted.
  Result<void> wait_until_usable(const std::vector<std::string>& names, const Wait& wait);

  struct [[gnu::visibility("hidden")]] Impl;

 private:
  explicit Admin(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Connects, asks who is there, and closes. Errors: usage, unreachable, interrupted; see Admin::cluster.
Result<ClusterInfo> check_connection(const Config& config, const Wait& wait,
                                     WhenAllDown when_all_down = WhenAllDown::give_up, LogSink log = {});

}  // namespace thoth::kafka

#pragma GCC visibility pop
