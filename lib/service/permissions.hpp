// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "thoth/error.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::service {

/// Kafka's codes for what a member is not permitted.
inline constexpr int topic_authorization_failed = 29;
inline constexpr int group_authorization_failed = 30;

/// The cluster does not let this member read a topic, or be in its group.
[[nodiscard]] bool is_denial(const Error& error);

/// The topic (full name) that a denial is of, one of the `topics`; empty: it is of the group.
[[nodiscard]] std::string denied_topic(const Error& error, std::span<const std::string> topics);

/// Tells a permission that a service never had, which is a mistake in its deployment, from one that was taken away
/// while it ran, and learns when it is there again.
class Permissions {
 public:
  /// Partitions are read from now on. Of the first ones it is yet to be seen whether they may be.
  void assigned(std::span<const kafka::Position> partitions);
  /// The topic may have been read once, and the group (empty) joined.
  [[nodiscard]] bool was_granted(std::string_view topic) const;
  /// What is read of it from now on shows that it may be read again.
  void asked_again(const std::string& topic) { asked_again_.insert(topic); }
  /// It may still not be.
  void denied(const std::string& topic) { asked_again_.erase(topic); }
  /// Something of it was read. True if that shows that it may be read again.
  bool read(std::string_view topic);
  /// It makes a difference whether something of a topic was read.
  [[nodiscard]] bool awaits_reads() const { return !unread_.empty() || !asked_again_.empty(); }

 private:
  using Topics = std::set<std::string, std::less<>>;

  bool has_joined_ = false;
  Topics unread_;  ///< those of the first partitions, until something of them is read
  Topics asked_again_;
};

}  // namespace thoth::service
