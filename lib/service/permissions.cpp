// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/permissions.hpp"

#include <algorithm>
#include <utility>

namespace thoth::service {

bool is_denial(const Error& error) {
  return error.kafka_code == topic_authorization_failed || error.kafka_code == group_authorization_failed;
}

std::string denied_topic(const Error& error, std::span<const std::string> topics) {
  // "topic", or "topic [0]".
  const std::string topic = error.subject.substr(0, error.subject.find(' '));
  return std::ranges::find(topics, topic) == topics.end() ? std::string() : topic;
}

void Permissions::assigned(std::span<const kafka::Position> partitions) {
  if (std::exchange(has_joined_, true)) return;
  for (const kafka::Position& partition : partitions) unread_.insert(partition.topic);
}

bool Permissions::was_granted(std::string_view topic) const {
  return has_joined_ && !unread_.contains(topic);
}

bool Permissions::read(std::string_view topic) {
  if (const auto found = unread_.find(topic); found != unread_.end()) unread_.erase(found);
  const auto found = asked_again_.find(topic);
  if (found == asked_again_.end()) return false;
  asked_again_.erase(found);
  return true;
}

}  // namespace thoth::service
