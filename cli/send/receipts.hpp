// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "output/output_file.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// What is known of one entry at its end.
struct Receipt {
  std::uint64_t entry = 0;      ///< from 1
  std::string_view topic;       ///< full name
  std::int32_t partition = -1;  ///< -1: unknown
  std::int64_t offset = -1;     ///< -1: unknown
  std::int64_t timestamp = -1;  ///< as stored, milliseconds since the epoch; -1: unknown
  std::string_view error;       ///< empty: acknowledged
};

/// A line for each entry's end, as the ends come: to a file, or to standard output. What is written is in the file a
/// second later at most, if tick() is called meanwhile.
class Receipts {
 public:
  /// `path`: "-" is standard output. A file keeps what it holds until clear(). `mode`: the permissions of one that is
  /// made. Errors: usage (it cannot be opened).
  static Result<Receipts> open(const std::string& path, mode_t mode = 0666);
  /// Empties the file. Errors: io.
  Result<void> clear() { return file_.clear(); }
  /// Errors: io. A reader that has gone is not one: receipts are then dropped.
  Result<void> add(const Receipt& receipt);
  /// To be called at least each second. Errors: io.
  Result<void> tick();
  /// Everything is in the file when this returns. Errors: io.
  Result<void> close();

 private:
  explicit Receipts(OutputFile file) : file_(std::move(file)) {}
  Result<void> resolve(Result<void> written);

  OutputFile file_;
  std::string line_;
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
  bool gone_ = false;
};

}  // namespace thoth::cli
