// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "output/console.hpp"

namespace thoth::cli {

/// What is counted, in words.
struct Unit {
  std::string_view singular;
  std::string_view plural;
};

/// How far a run has come.
struct ProgressState {
  std::uint64_t done = 0;
  std::optional<std::uint64_t> total = std::nullopt;  ///< none: nobody knows
  std::uint64_t bytes = 0;
  double seconds = 0;  ///< since the first of them
  Unit unit;
};

/// One line of at most `width` columns: a bar where the total is known, what was done, bytes, rate, time left.
[[nodiscard]] std::string progress_text(const ProgressState& state, std::size_t width);

/// Shows progress on a terminal, a few times a second; nowhere else, nor with -q.
class Progress {
 public:
  Progress(Console& console, std::optional<std::uint64_t> total, Unit unit)
      : console_(console), total_(total), unit_(unit) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { console_.status({}); }

  /// To be called often.
  void show(std::uint64_t done, std::uint64_t bytes, std::chrono::steady_clock::time_point now);

 private:
  Console& console_;
  std::optional<std::uint64_t> total_;
  Unit unit_;
  std::optional<std::chrono::steady_clock::time_point> started_;
  std::chrono::steady_clock::time_point shown_;
};

}  // namespace thoth::cli
