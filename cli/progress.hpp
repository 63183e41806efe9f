#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "console.hpp"

namespace thoth::cli {

/// How far sending has come.
struct ProgressState {
  std::uint64_t messages = 0;                         ///< acknowledged
  std::optional<std::uint64_t> total = std::nullopt;  ///< none: nobody knows
  std::uint64_t bytes = 0;
  double seconds = 0;  ///< since the first message
};

/// One line of at most `width` columns: a bar where the total is known, messages, bytes, rate, time left.
[[nodiscard]] std::string progress_text(const ProgressState& state, std::size_t width);

/// Shows progress on a terminal, a few times a second; nowhere else, nor with -q.
class Progress {
 public:
  Progress(Console& console, std::optional<std::uint64_t> total) : console_(console), total_(total) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { console_.status({}); }

  /// To be called often.
  void show(std::uint64_t messages, std::uint64_t bytes, std::chrono::steady_clock::time_point now);

 private:
  Console& console_;
  std::optional<std::uint64_t> total_;
  std::optional<std::chrono::steady_clock::time_point> started_;
  std::chrono::steady_clock::time_point shown_;
};

}  // namespace thoth::cli
