// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "comparison/witness.hpp"
#include "messages/topic_evidence.hpp"

namespace thoth::cli {

/// What was compared, and what came of it.
struct DiffPage {
  std::string_view old_path;
  std::string_view new_path;
  const std::vector<comparison::Evidence>& changes;
  const std::vector<TopicEvidence>& records;  ///< of --against-topic
};

/// The changes as a page: a table for each topic, and for each breaking change both sides and the message that shows
/// it, with the value marked that the other side refuses. What does not fit into Page::max_size bytes is left out, and
/// it says how much.
[[nodiscard]] std::string diff_page(const DiffPage& diff);

}  // namespace thoth::cli
