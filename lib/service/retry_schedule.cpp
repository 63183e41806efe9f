// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/retry_schedule.hpp"

#include <algorithm>
#include <cmath>

namespace thoth::service {

milliseconds pause_after(const Retry& retry, int attempt) {
  const double pause = static_cast<double>(retry.first.count()) * std::pow(retry.factor, attempt - 1);
  const auto most = static_cast<double>(retry.max.count());
  // Also for what is no number.
  return pause < most ? milliseconds(static_cast<std::int64_t>(pause)) : retry.max;
}

Time RetrySchedule::add(Ticket ticket, const Retry& retry, int attempt, Time now) {
  const double share = std::clamp(retry.jitter, 0.0, 1.0);
  std::uniform_real_distribution<double> jitter(1 - share, 1 + share);
  const auto pause = static_cast<double>(pause_after(retry, attempt).count()) * jitter(random_);
  const Time due = now + milliseconds(static_cast<std::int64_t>(pause));
  waiting_.emplace(due, ticket);
  return due;
}

std::vector<Ticket> RetrySchedule::take_due(Time now) {
  std::vector<Ticket> due;
  const auto end = waiting_.upper_bound(now);
  for (auto i = waiting_.begin(); i != end; ++i) due.push_back(i->second);
  waiting_.erase(waiting_.begin(), end);
  return due;
}

std::optional<Time> RetrySchedule::next() const {
  if (waiting_.empty()) return std::nullopt;
  return waiting_.begin()->first;
}

void RetrySchedule::remove(Ticket ticket) {
  std::erase_if(waiting_, [ticket](const auto& one) { return one.second == ticket; });
}

}  // namespace thoth::service
