// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/header.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// What a timestamp tells: when the message was made, as its sender says, or when the broker wrote it down (topics with
/// message.timestamp.type=LogAppendTime).
enum class TimestampType : std::uint8_t { create_time, log_append_time };

/// What Kafka holds at one offset. Views live as long as the Batch it came with stays as it is.
struct Record {
  std::string_view topic;
  std::int32_t partition = 0;
  TimestampType timestamp_type = TimestampType::create_time;  ///< here, where it takes no room
  std::int64_t offset = 0;
  std::int64_t timestamp = -1;  ///< milliseconds since the epoch; -1: none
  std::optional<std::string_view> key;
  std::optional<std::string_view> value;  ///< none: a tombstone
  std::span<const Header> headers;
};

/// A place in a topic.
struct Position {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

/// The records of one poll, in order for each partition. Owns what its records view; reuse it. One that was moved from
/// is empty, and can be used again. Used from one thread at a time, not necessarily the one that polls.
class Batch {
 public:
  Batch();
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;
  ~Batch();

  [[nodiscard]] std::span<const Record> records() const;
  /// Partitions whose end was reached in this poll: the offset that the next record will have.
  [[nodiscard]] std::span<const Position> ends() const;
  [[nodiscard]] bool empty() const { return records().empty() && ends().empty(); }
  void clear();

  struct [[gnu::visibility("hidden")]] Impl;

 private:
  friend class Consumer;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth::kafka

#pragma GCC visibility pop
