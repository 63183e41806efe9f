// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/record_stats.hpp"

#include <algorithm>

#include "stats/hash.hpp"

namespace thoth::cli {

void RecordStats::add(const kafka::Record& record) {
  ++records;
  const std::uint64_t key_hash = sketch_hash(record.key);
  pairs.add(joined_hash(key_hash, sketch_hash(record.value)));
  if (record.key) {
    keys.add(key_hash);
    frequent_keys.add(*record.key, key_hash);
  } else {
    ++null_keys;
  }
  if (record.timestamp >= 0) {
    first_timestamp = std::min(first_timestamp.value_or(record.timestamp), record.timestamp);
    last_timestamp = std::max(last_timestamp.value_or(record.timestamp), record.timestamp);
    minutes.add(record.timestamp);
  }
  if (!record.value) {
    ++tombstones;
    return;
  }
  const std::size_t size = record.value->size();
  bytes += size;
  sizes.add(size);
  if (!largest || size > largest->size) largest = LargestRecord{record.partition, record.offset, size};
}

void RecordStats::merge(const RecordStats& other) {
  records += other.records;
  bytes += other.bytes;
  null_keys += other.null_keys;
  tombstones += other.tombstones;
  if (other.first_timestamp) {
    first_timestamp = std::min(first_timestamp.value_or(*other.first_timestamp), *other.first_timestamp);
    last_timestamp = std::max(last_timestamp.value_or(*other.last_timestamp), *other.last_timestamp);
  }
  if (other.largest && (!largest || other.largest->size > largest->size)) largest = other.largest;
  minutes.merge(other.minutes);
  sizes.merge(other.sizes);
  keys.merge(other.keys);
  pairs.merge(other.pairs);
  frequent_keys.merge(other.frequent_keys);
}

Estimate RecordStats::duplicates() const {
  const Estimate different = pairs.estimate();
  return {records - std::min(records, different.count), different.error};
}

}  // namespace thoth::cli
