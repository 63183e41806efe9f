// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "messages/diff_report.hpp"
#include "messages/topic_evidence.hpp"

namespace thoth::cli {

/// How many records of each topic break the new contract, and each kind of violation with its first record: for people,
/// as a JSON object a topic, or as GitHub's annotations, at most 10.
[[nodiscard]] std::string topic_report(const std::vector<TopicEvidence>& all, DiffFormat format);

}  // namespace thoth::cli
