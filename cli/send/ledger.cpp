// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/text.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t ranges_shown = 1000;

}  // namespace

void Undelivered::add(std::uint64_t entry, std::string_view topic, std::string_view reason) {
  entries_[{std::string(topic), std::string(reason)}].push_back(entry);
  ++count_;
}

std::vector<std::uint64_t> Undelivered::numbers() const {
  std::vector<std::uint64_t> all;
  all.reserve(count_);
  for (const auto& group : entries_) all.insert(all.end(), group.second.begin(), group.second.end());
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> Undelivered::lines() const {
  std::vector<std::string> result;
  for (const auto& group : entries_) {
    std::vector<std::uint64_t> numbers = group.second;
    std::sort(numbers.begin(), numbers.end());
    result.push_back(fmt::format(
        "undelivered to {}: {} ({}): {}", group.first.first, counted(numbers.size(), "message", "messages"),
        (numbers.size() == 1 ? "entry " : "entries ") + ranges_text(numbers, ranges_shown), group.first.second));
  }
  return result;
}

void Ledger::add(const kafka::Delivery& delivery) {
  if (delivery.error) {
    const char* doubt = delivery.persisted == kafka::Persisted::no ? "" : "; the cluster may have stored it anyway";
    fail(delivery.id, delivery.topic, delivery.error->reason + doubt);
    return;
  }
  ++acknowledged_;
  bytes_ += delivery.bytes;
  if (receipts_ == nullptr) return;
  if (counting_ == Counting::on_commit) return hold(delivery);
  add_receipt({delivery.id, delivery.topic, delivery.partition, delivery.offset, delivery.timestamp, {}});
}

void Ledger::fail(std::uint64_t entry, std::string_view topic, std::string_view reason) {
  failures_.add(entry, topic, reason);
  add_receipt({entry, topic, -1, -1, -1, reason});
}

void Ledger::hold(const kafka::Delivery& delivery) {
  // Few topics, and mostly the same one again.
  auto at = std::find(held_topics_.rbegin(), held_topics_.rend(), delivery.topic);
  if (at == held_topics_.rend()) {
    held_topics_.emplace_back(delivery.topic);
    at = held_topics_.rbegin();
  }
  held_.push_back({delivery.id, static_cast<std::size_t>(held_topics_.rend() - at - 1), delivery.partition,
                   delivery.offset, delivery.timestamp});
}

void Ledger::commit() {
  for (const Held& held : held_) {
    add_receipt({held.entry, held_topics_[held.topic], held.partition, held.offset, held.timestamp, {}});
  }
  held_ = {};
}

void Ledger::void_acknowledged() {
  acknowledged_ = 0;
  bytes_ = 0;
  held_ = {};
}

void Ledger::add_receipt(const Receipt& receipt) {
  if (receipts_ != nullptr && !error_) resolve(receipts_->add(receipt));
}

void Ledger::tick() {
  if (receipts_ != nullptr) resolve(receipts_->tick());
}

void Ledger::resolve(Result<void> written) {
  if (!written && !error_) error_ = std::move(written).error();
}

std::vector<std::string> AccountText::lines() const {
  std::vector<std::string> lines = ledger.failures().lines();
  if (queued < entries) {
    lines.push_back(fmt::format("not sent: {} (entries {}-{}): {}", counted(entries - queued, "message", "messages"),
                                queued + 1, entries, reason.empty() ? "the run ended first" : reason));
  }
  const std::uint64_t voided = queued - ledger.failures().count() - ledger.acknowledged();
  if (!abort_reason.empty() && voided > 0) {
    lines.push_back(fmt::format("undelivered: {}: {}", counted(voided, "message", "messages"), abort_reason));
  }
  return lines;
}

std::string AccountText::summary(double seconds) const {
  return fmt::format("sent {}, {} in {:.2f} s, {} undelivered", counted(ledger.acknowledged(), "message", "messages"),
                     byte_text(ledger.bytes()), seconds, entries - ledger.acknowledged());
}

}  // namespace thoth::cli
