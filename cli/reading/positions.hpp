// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "thoth/kafka/record.hpp"

namespace thoth::cli {

/// How far each partition was read: the offset that comes next.
class ReadingProgress {
 public:
  /// Takes these partitions for those that are read; who stays among them does not fall back.
  void start(const std::vector<kafka::Position>& positions);
  /// A record is done with.
  void add(const kafka::Record& record) { next_of(record.topic, record.partition).offset = record.offset + 1; }
  /// A partition has nothing more before `end`.
  void note_end(const kafka::Position& end) { next_of(end.topic, end.partition).offset = end.offset; }

  [[nodiscard]] const std::vector<kafka::Position>& next() const { return next_; }

 private:
  kafka::Position& next_of(std::string_view topic, std::int32_t partition);

  std::vector<kafka::Position> next_;
  std::size_t last_ = 0;  ///< records of one partition come in a row
};

}  // namespace thoth::cli
