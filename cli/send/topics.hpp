// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "program/context.hpp"
#include "send/message.hpp"
#include "send/options.hpp"
#include "send/plan.hpp"
#include "thoth/kafka/admin.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::cli {

/// Sees to it that topics can be sent to, before the first message goes there: looks them up, and has missing ones
/// created where that is wanted.
class SendTopics {
 public:
  /// All references must outlive this.
  SendTopics(const SendOptions& options, const kafka::Config& config, Context& context, kafka::Producer& producer);

  /// All topics of an input. Errors: unreachable (no answer, not allowed, missing: with the nearest names), invalid (an
  /// entry asks for a partition that is not there), interrupted.
  Result<void> prepare(const TopicUses& uses);
  /// How many partitions the message's topic has, which is prepared if it is new. Errors: as prepare.
  Result<std::size_t> partitions_of(const Outgoing& outgoing);

 private:
  Result<kafka::Admin*> admin();
  Result<bool> ask_producer(const TopicUses& uses, const std::vector<std::string>& names);
  Result<void> make_usable(const TopicUses& uses, const std::vector<std::string>& names);
  Result<void> sort_out(const kafka::TopicInfo& topic, bool known);
  Error missing_error(const std::string& topic);
  [[nodiscard]] std::string_view sent() const;
  Result<void> create_missing();
  Result<void> leave_to_cluster();

  const SendOptions& options_;
  const kafka::Config& config_;
  Context& context_;
  kafka::Producer& producer_;
  std::optional<kafka::Admin> admin_;
  std::vector<kafka::TopicInfo> topics_;                        ///< those that are being prepared
  std::vector<std::string> missing_;                            ///< of those
  std::vector<std::string> unusable_;                           ///< likewise
  std::map<std::string, std::size_t, std::less<>> partitions_;  ///< of topics that were prepared, by base name
};

/// An entry asks for a partition that its topic has not. `sent` says what became of the rest.
[[nodiscard]] Error no_such_partition(std::uint64_t entry, std::int32_t partition, std::string_view topic,
                                      std::size_t partitions, std::string_view sent);

}  // namespace thoth::cli
