// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/topic_audit.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/cut_text.hpp"
#include "page/example.hpp"
#include "validation/secrets.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t max_origins = 1000;

/// The record's contents around a violation. What is wrong with a key or a header is not in them.
MarkedText shown_contents(const ValidatedRecord& validated, const Violation& violation) {
  if (violation.pointer.starts_with('#')) return {};
  std::vector<ByteRange> hidden;
  if (validated.topic.secretive) {
    const json::Node* const root = validated.contents.root();
    if (root == nullptr) return {};
    for (const SecretValue& secret : mask(*validated.topic.contract.masked, *root).secrets) {
      hidden.push_back(secret.range);
    }
  }
  return marked_text(validated.contents.text(), violation.place.offset, mark_of(violation), hidden);
}

/// Notes violations of one record, and the first of each kind as an example.
void note_all(const Violations& violations, const ValidatedRecord& validated, const RecordOrigin& origin,
              SightingList& list) {
  const kafka::Record& record = validated.record;
  for (const Violation& violation : violations) {
    Example* const first = list.add(violation, record);
    if (first == nullptr) continue;
    *first = {record.partition, record.offset, violation, kept_name(origin.component_name),
              shown_contents(validated, violation)};
  }
}

Judged judgement(const ValidatedRecord& validated) {
  if (!validated.valid()) return Judged::invalid;
  return validated.topic.schema == nullptr ? Judged::not_validated : Judged::valid;
}

void count_in_partition(const kafka::Record& record, Judged judged, std::vector<AuditedPartition>& partitions) {
  const auto found = std::lower_bound(
      partitions.begin(), partitions.end(), record.partition,
      [](const AuditedPartition& partition, std::int32_t number) { return partition.partition < number; });
  if (found == partitions.end() || found->partition != record.partition) return;
  ++found->records;
  if (judged == Judged::invalid) ++found->invalid;
  if (record.value) found->bytes += record.value->size();
}

}  // namespace

void OriginCounts::add(const RecordOrigin& origin, bool is_valid) {
  key_.clear();
  append_kept_name(origin.component_name, key_);
  append_kept_name(origin.version, key_);
  auto found = counts_.find(key_);
  if (found == counts_.end() && counts_.size() < max_origins) {
    found = counts_.emplace(key_, OriginCount{kept_name(origin.component_name), kept_name(origin.version), 0, 0}).first;
  }
  OriginCount& count = found == counts_.end() ? others_ : found->second;
  ++count.records;
  if (!is_valid) ++count.invalid;
}

std::vector<const OriginCount*> OriginCounts::sorted() const {
  std::vector<const OriginCount*> origins;
  origins.reserve(counts_.size());
  for (const auto& [key, count] : counts_) origins.push_back(&count);
  std::sort(origins.begin(), origins.end(), [](const OriginCount* left, const OriginCount* right) {
    return std::tie(right->records, left->component_name, left->version) <
           std::tie(left->records, right->component_name, right->version);
  });
  return origins;
}

bool TopicAudit::is_complete() const {
  return std::all_of(partitions.begin(), partitions.end(),
                     [](const AuditedPartition& partition) { return partition.next >= partition.to; });
}

void TopicAudit::add(const ValidatedRecord& validated, const Violations& unknown, const RecordOrigin& origin) {
  const kafka::Record& record = validated.record;
  const Judged judged = judgement(validated);
  ++records;
  if (judged == Judged::invalid) ++invalid;
  if (judged == Judged::not_validated) ++not_validated;
  count_in_partition(record, judged, partitions);
  if (validated.topic.event != cloud_event::Mode::none) ++events;
  if (record.timestamp >= 0) {
    first_timestamp = std::min(first_timestamp.value_or(record.timestamp), record.timestamp);
    last_timestamp = std::max(last_timestamp.value_or(record.timestamp), record.timestamp);
    times.add(record.timestamp, judged);
  }
  if (!record.value) {
    ++tombstones;
    return;
  }
  bytes += record.value->size();
  sizes.add(record.value->size(), judged);
  origins.add(origin, validated.valid());
  note_all(unknown, validated, origin, unknown_members);
  note_all(validated.violations, validated, origin, violations);
  const std::string_view component = cut_text(origin.component_name.value_or(""), longest_kept_name);
  for (const Violation& violation : validated.violations) by_component.add(component, violation);
}

std::uint64_t Audit::violations() const {
  return std::accumulate(
      topics.begin(), topics.end(), std::uint64_t{0},
      [](std::uint64_t sum, const TopicAudit& topic) { return sum + topic.violations.kinds().violations(); });
}

}  // namespace thoth::cli
