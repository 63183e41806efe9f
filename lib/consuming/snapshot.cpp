// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "thoth/kafka/consumer.hpp"

namespace thoth::kafka {

struct Snapshot::Impl {
  struct Part {
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t end = 0;
    bool is_reached = false;
  };

  [[nodiscard]] Part* find(std::string_view topic, std::int32_t partition);
  void reach(Part& part);

  std::vector<Part> parts;
  std::size_t last = 0;  ///< records of one partition come in a row
  std::size_t left = 0;  ///< parts that are not reached
};

Snapshot::Impl::Part* Snapshot::Impl::find(std::string_view topic, std::int32_t partition) {
  const auto is_it = [&](const Part& part) { return part.partition == partition && part.topic == topic; };
  if (last < parts.size() && is_it(parts[last])) return &parts[last];
  const auto found = std::find_if(parts.begin(), parts.end(), is_it);
  if (found == parts.end()) return nullptr;
  last = static_cast<std::size_t>(found - parts.begin());
  return &*found;
}

void Snapshot::Impl::reach(Part& part) {
  if (part.is_reached) return;
  part.is_reached = true;
  --left;
}

Snapshot::Snapshot(const std::vector<PartitionRange>& ranges) : Snapshot(ranges, {}) {}

Snapshot::Snapshot(const std::vector<PartitionRange>& ranges, std::span<const Position> positions)
    : impl_(std::make_unique<Impl>()) {
  for (const auto& range : ranges) {
    const auto from = std::find_if(positions.begin(), positions.end(), [&](const Position& position) {
      return position.partition == range.partition && position.topic == range.topic;
    });
    const std::int64_t begin = from == positions.end() ? range.begin : from->offset;
    impl_->parts.push_back({range.topic, range.partition, range.end, false});
    ++impl_->left;
    if (begin >= range.end) impl_->reach(impl_->parts.back());
  }
}

Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

bool Snapshot::contains(const Record& record) const {
  const auto* const part = impl_->find(record.topic, record.partition);
  return part != nullptr && record.offset < part->end;
}

void Snapshot::add(const Batch& batch) {
  for (const auto& record : batch.records()) {
    auto* const part = impl_->find(record.topic, record.partition);
    if (part != nullptr && record.offset + 1 >= part->end) impl_->reach(*part);
  }
  for (const auto& end : batch.ends()) {
    if (auto* const part = impl_->find(end.topic, end.partition)) impl_->reach(*part);
  }
}

bool Snapshot::reached() const {
  return impl_->left == 0;
}

bool Snapshot::reached(std::span<const Position> partitions) const {
  return std::all_of(partitions.begin(), partitions.end(), [this](const Position& position) {
    const auto* const part = impl_->find(position.topic, position.partition);
    return part == nullptr || part->is_reached;
  });
}

}  // namespace thoth::kafka
