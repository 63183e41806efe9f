// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "output/output.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// A file that is made beside its target and takes its place when it is whole, with the target's mode.
class ReplacementFile {
 public:
  /// What errors say.
  struct Words {
    std::string making;   ///< what to do where the file cannot be made
    std::string writing;  ///< what is being done later on
  };

  /// Where the target is a symbolic link, what it links to is replaced. Errors: usage (it cannot be written there, or
  /// is not a regular file).
  static Result<ReplacementFile> open(const std::string& path, Words words);
  ReplacementFile(ReplacementFile&& other) noexcept;
  ReplacementFile& operator=(ReplacementFile&&) = delete;
  /// Without commit() the target stays as it was.
  ~ReplacementFile();

  /// Errors: io.
  Result<void> write(std::string_view text);
  /// Puts the file in its target's place. Errors: io.
  Result<void> commit();

  /// For callers that reserve room on the disk for it.
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  ReplacementFile(int descriptor, std::string path, std::string target, std::string writing);
  [[nodiscard]] tl::unexpected<Error> failed(int error) const;

  int descriptor_;
  std::string path_;  ///< of the file as long as it is being written; empty once it is in place
  std::string target_;
  std::string writing_;
  Output out_;
  std::uint64_t size_ = 0;
};

}  // namespace thoth::cli
