#include "send/ledger.hpp"

#include <algorithm>

namespace thoth::cli {

void Ledger::note(const kafka::Delivery& delivery) {
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
  if (receipts_ != nullptr && !trouble_) settle(receipts_->add(receipt));
}

void Ledger::tick() {
  if (receipts_ != nullptr) settle(receipts_->tick());
}

void Ledger::settle(Result<void> written) {
  if (!written && !trouble_) trouble_ = std::move(written).error();
}

}  // namespace thoth::cli
