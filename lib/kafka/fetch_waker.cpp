// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/fetch_waker.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <string>

namespace thoth::kafka {
namespace {

/// A queue that holds very little is not worth a request for every quarter of it.
constexpr std::size_t least_bytes = std::size_t{1} << 20;
constexpr std::size_t least_records = 1000;
constexpr int librdkafka_with_queue_backoff = 0x020200ff;

std::size_t number(const Config& config, const char* property) {
  const std::string value = config.value(property);
  std::size_t parsed = 0;
  std::from_chars(value.data(), value.data() + value.size(), parsed);
  return parsed;
}

}  // namespace

bool FetchWaker::is_needed() {
  return rd_kafka_version() < librdkafka_with_queue_backoff;
}

// By quarters, so that what is left lasts until there is more.
FetchWaker::FetchWaker(const Config& config)
    : due_bytes_(std::max(number(config, "queued.max.messages.kbytes") * 1000 / 4, least_bytes)),
      due_records_(std::max(number(config, "queued.min.messages") / 4, least_records)) {}

void FetchWaker::add(std::size_t bytes) {
  bytes_ += bytes;
  ++records_;
}

bool FetchWaker::is_due() {
  if (bytes_ < due_bytes_ && records_ < due_records_) return false;
  bytes_ = 0;
  records_ = 0;
  return true;
}

void FetchWaker::wake(rd_kafka_t* client) {
  rd_kafka_topic_partition_list_t* list = nullptr;
  if (rd_kafka_assignment(client, &list) != RD_KAFKA_RESP_ERR_NO_ERROR) return;
  const PartitionsHandle partitions(list);
  for (auto& partition : std::span(list->elems, static_cast<std::size_t>(list->cnt))) {
    partition.offset = RD_KAFKA_OFFSET_END;
  }
  // To ask is what wakes: without a time to wait, the answer is dropped.
  rd_kafka_offsets_for_times(client, list, 0);
}

}  // namespace thoth::kafka
