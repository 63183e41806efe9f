// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "kafka/client.hpp"
#include "thoth/kafka/admin.hpp"

namespace thoth::kafka {

/// Asks the cluster to create topics, one outcome each. Errors: unreachable, interrupted.
Result<std::vector<TopicOutcome>> request_topics(Client& client, const std::vector<TopicSpec>& specs, const Wait& wait);

/// Leaves creating topics to the cluster, as a producer that asks for them does, and returns their state then: those it
/// does not create are missing still. `client` looks whether it worked. Errors: unreachable, interrupted.
Result<std::vector<TopicInfo>> let_cluster_create(Client& client, const Config& config,
                                                  const std::vector<std::string>& names, const Wait& wait);

/// What became of a topic that was left to the cluster.
TopicOutcome outcome_of(const TopicSpec& spec, const TopicInfo& topic);

/// Asks the cluster to delete topics. Errors: unreachable, interrupted.
Result<std::vector<TopicOutcome>> request_deletion(Client& client, const std::vector<std::string>& names,
                                                   const Wait& wait);

}  // namespace thoth::kafka
