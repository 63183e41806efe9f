// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thoth/kafka/record.hpp"

namespace thoth::kafka {

/// A partition that is read.
struct Assigned {
  Position next;             ///< the record that poll() brings next; its offset is negative as long as it is not known
  bool is_paused = false;    ///< librdkafka was told to pause it
  bool is_seek_due = false;  ///< librdkafka has yet to go to `next`; what it brings until then is thrown away
};

/// The partitions that a consumer reads at the moment and how far each has come, and which are to be held back. The
/// latter is kept whatever partitions come and go.
class Assignment {
 public:
  /// Partitions are read from now on, from these positions.
  void add(std::span<const Position> positions);
  /// They are not any more.
  void remove(std::span<const Position> partitions);
  void clear();

  /// Null if it is not read. Valid until partitions are added or removed.
  [[nodiscard]] Assigned* find(std::string_view topic, std::int32_t partition);
  [[nodiscard]] std::span<Assigned> partitions() { return partitions_; }
  [[nodiscard]] std::vector<Position> positions() const;

  /// A partition is held back as long as it, or its topic, is.
  void hold_back(const std::string& topic) { held_topics_.insert(topic); }
  void hold_back(std::span<const Position> partitions);
  /// Lets go of a topic and each of its partitions.
  void let_go(const std::string& topic);
  void let_go(std::span<const Position> partitions);
  [[nodiscard]] bool is_held_back(const Position& partition) const;

 private:
  std::vector<Assigned> partitions_;
  std::size_t last_ = 0;  ///< records of one partition come in a row
  std::set<std::string> held_topics_;
  std::set<std::pair<std::string, std::int32_t>> held_partitions_;
};

}  // namespace thoth::kafka
