// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "file/temporary_file.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {

/// Bytes kept outside memory for the length of a run: a temporary file without a name, made with the first of them.
class Scratch {
 public:
  /// `folder`: where the file is made.
  explicit Scratch(std::string folder) : folder_(std::move(folder)) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// Keeps bytes; where they are from now on, or nothing if there is no room for them. Safe from several threads.
  std::optional<std::uint64_t> put(std::string_view bytes);
  /// All that was kept, to be read; no more put() after it. False if it cannot be read, or if there is nothing.
  bool seal();
  /// What seal() opened. Its bytes live as long as this.
  [[nodiscard]] const file::Source& source() const { return *source_; }

 private:
  int descriptor();

  std::string folder_;
  file::Descriptor file_;
  std::atomic<bool> failed_ = false;
  std::atomic<std::uint64_t> size_ = 0;
  std::mutex mutex_;
  std::optional<file::Source> source_;
};

}  // namespace thoth::cli
