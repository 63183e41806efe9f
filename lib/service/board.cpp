// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/board.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace thoth::service {

void Board::ask(Wish wish) {
  const std::lock_guard lock(mutex_);
  wishes_.push_back(std::move(wish));
}

std::vector<Wish> Board::take_wishes() {
  const std::lock_guard lock(mutex_);
  return std::exchange(wishes_, {});
}

void Board::set_calls(std::shared_ptr<const Calls> calls) {
  const std::lock_guard lock(mutex_);
  calls_ = std::move(calls);
}

void Board::set_outage(std::string reason) {
  const std::lock_guard lock(mutex_);
  if (reason.empty()) outage_since_.reset();
  if (!reason.empty() && !outage_since_) outage_since_ = std::chrono::system_clock::now();
  outage_ = std::move(reason);
}

void Board::set_commit_problem(std::string reason) {
  const std::lock_guard lock(mutex_);
  commit_problem_ = std::move(reason);
}

void Board::set_denied(const std::map<std::string, std::string>& denied) {
  const std::lock_guard lock(mutex_);
  std::erase_if(denied_, [&](const auto& one) { return !denied.contains(one.first); });
  for (const auto& [topic, reason] : denied) {
    denied_.try_emplace(topic, Denial{"", std::chrono::system_clock::now()}).first->second.reason = reason;
  }
}

void Board::set_metrics(ServiceMetrics metrics) {
  const std::lock_guard lock(mutex_);
  metrics_ = std::move(metrics);
}

ServiceMetrics Board::metrics() const {
  const std::lock_guard lock(mutex_);
  return metrics_;
}

ServiceHealth Board::health(milliseconds max_handling, Time now) const {
  const std::lock_guard lock(mutex_);
  ServiceHealth health;
  health.outage_since = outage_since_;
  if (!outage_.empty()) health.problems.push_back("the cluster does not answer: " + outage_);
  if (!commit_problem_.empty()) health.problems.push_back("nothing is committed: " + commit_problem_);
  for (const auto& [topic, denial] : denied_) {
    const auto since = std::chrono::floor<std::chrono::seconds>(denial.since);
    health.problems.push_back(fmt::format("not permitted since {:%FT%TZ}: {}", since, denial.reason));
  }
  for (const RunningCall& call : calls_ ? calls_->list() : std::vector<RunningCall>()) {
    const auto took = std::chrono::duration_cast<std::chrono::seconds>(now - call.since);
    if (now - call.since <= max_handling) continue;
    health.problems.push_back(fmt::format("the handler of {} has been running for {} s", call.place, took.count()));
  }
  for (const std::string& topic : metrics_.halted) health.problems.push_back("topic " + topic + " is halted");
  return health;
}

}  // namespace thoth::service
