// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "file/temporary_file.hpp"
#include "output/output.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// A file that takes its target's place when it is whole, with the target's owner, group and permissions, but not its
/// setuid, setgid and sticky bits.
class ReplacementFile {
 public:
  /// What errors say.
  struct Words {
    std::string making;   ///< what to do where the file cannot be made
    std::string writing;  ///< what is being done later on
  };

  /// Where the target is a symbolic link, what it links to is replaced or made. `most` are the permissions that it may
  /// have at most; a new file has those that the umask leaves. Errors: usage (it cannot be written there, or is not a
  /// regular file).
  static Result<ReplacementFile> open(const std::string& path, Words words, mode_t most = 0777);

  /// Errors: io.
  Result<void> write(std::string_view text);
  /// Puts the file in its target's place. Errors: io.
  Result<void> commit();

  /// For callers that reserve room on the disk for it.
  [[nodiscard]] int descriptor() const { return file_.descriptor(); }

 private:
  ReplacementFile(file::PendingFile file, std::string target, std::string writing);
  [[nodiscard]] tl::unexpected<Error> failed(int error) const;

  file::PendingFile file_;  ///< without commit() the target stays as it was
  std::string target_;
  std::string writing_;
  Output out_;
  std::uint64_t size_ = 0;
};

}  // namespace thoth::cli
