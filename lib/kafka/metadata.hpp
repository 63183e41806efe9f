// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "kafka/client.hpp"
#include "thoth/kafka/admin.hpp"
#include "thoth/kafka/topic_info.hpp"

namespace thoth::kafka {

/// Which topics an answer is to tell of.
struct MetadataScope {
  bool all_topics = false;
  rd_kafka_topic_t* topic = nullptr;  ///< just this one; null: those the client has handles of
};

/// How long one blocking call may take. Short while nothing is known to be there, so that callbacks are served and a
/// stop is seen; longer each time an answer was under way but late.
class Patience {
 public:
  /// For the next call.
  [[nodiscard]] int milliseconds_for(const Wait& wait) const {
    return static_cast<int>(std::max<long long>(1, wait.next(slice_).count()));
  }
  void answer_was_late() { slice_ = std::min(slice_ * 2, milliseconds{4000}); }

 private:
  milliseconds slice_ = Wait::slice;
};

/// Asks the cluster until it answers. Errors: unreachable with the true reason, interrupted.
Result<MetadataHandle> fetch_metadata(Client& client, MetadataScope scope, const std::string& doing, const Wait& wait,
                                      WhenAllDown when_all_down = WhenAllDown::give_up);

/// What kind of cluster it is, since librdkafka's embedded one cannot do all that Kafka can: it makes each topic that
/// it is asked about, and leaves requests that change topics without an answer.
enum class ClusterKind : std::uint8_t { kafka, embedded };
Result<ClusterKind> cluster_kind(Client& client, const Wait& wait);

/// One topic as an answer tells of it.
TopicInfo topic_info(const rd_kafka_metadata_topic_t& topic);

/// All topics in order of name. Errors: unreachable, interrupted.
Result<std::vector<TopicInfo>> list_topics(Client& client, const Wait& wait);

/// What an answer tells of topics, in the order of their names, those that it does not tell of as missing.
/// Errors: unreachable, interrupted.
Result<std::vector<TopicInfo>> fetch_topics(Client& client, MetadataScope scope, const std::vector<std::string>& names,
                                            const Wait& wait);

/// Likewise, without having any topic created by asking for it. The client must be no producer: it would.
/// Errors: unreachable, interrupted.
Result<std::vector<TopicInfo>> lookup_topics(Client& client, const std::vector<std::string>& names, const Wait& wait);

/// What a topic's state means to a caller that needs it. Errors: unreachable.
Result<void> require_existing(const TopicInfo& topic, const std::string& doing);

}  // namespace thoth::kafka
