// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "output/replacement_file.hpp"
#include "thoth/error.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {

/// A message file of what was not delivered. Without commit() its target stays as it was.
class UndeliveredFile {
 public:
  /// Makes the file, and keeps `room` bytes of disk for it. Where the target is a symbolic link, what it links to is
  /// replaced. `most`: the permissions it may have at most. Errors: usage (it cannot be written there, or is not a
  /// regular file), io (the disk has no such room).
  static Result<UndeliveredFile> open(const std::string& path, std::uint64_t room, mode_t most = 0777);

  /// Errors: io.
  Result<void> add(const file::EntryParts& entry);
  /// Adds an entry that write_entry made. Errors: io.
  Result<void> add_line(std::string_view line);
  /// Puts the file in its target's place; without an entry it is an empty array. Errors: io.
  Result<void> commit();

  [[nodiscard]] std::uint64_t entries() const { return entries_; }

 private:
  explicit UndeliveredFile(ReplacementFile file) : file_(std::move(file)) {}

  ReplacementFile file_;
  std::string line_;
  std::uint64_t entries_ = 0;
};

}  // namespace thoth::cli
