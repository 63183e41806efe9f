// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "file/source.hpp"

namespace thoth::file {

/// A nameless file in `folder` to write and read, gone when it is closed. Errors: io.
[[nodiscard]] Result<Descriptor> temporary_file(const std::string& folder);

/// A file that is whole before anyone sees it under its name. If the program is killed before, nothing is left of it
/// where the file system has nameless files, else a file with a name of its own beside the target.
class PendingFile {
 public:
  /// Makes it in the folder of `target`, with mode 0600. Errors: io.
  static Result<PendingFile> make(const std::string& target);
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();

  /// Gives it the name of the target, whose file it replaces. Zero, or the error.
  [[nodiscard]] int put_in_place();
  [[nodiscard]] int descriptor() const { return file_.get(); }

 private:
  PendingFile(Descriptor file, std::string target, std::string path)
      : file_(std::move(file)), target_(std::move(target)), path_(std::move(path)) {}
  [[nodiscard]] int link_to(const std::string& path) const;

  Descriptor file_;
  std::string target_;
  std::string path_;  ///< a name that it must lose; empty: it has none
};

/// The folder of a path.
[[nodiscard]] std::string folder_of(const std::string& path);

}  // namespace thoth::file
