#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "output.hpp"
#include "thoth/error.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {

/// A message file of what was not delivered. It is made beside its target and takes its place when it is whole.
class UndeliveredFile {
 public:
  /// Makes the file, and keeps `room` bytes of disk for it. Where the target is a symbolic link, what it links to is
  /// replaced. Errors: usage (it cannot be written there, or is no regular file), io (the disk has no such room).
  static Result<UndeliveredFile> open(const std::string& path, std::uint64_t room);
  UndeliveredFile(UndeliveredFile&& other) noexcept;
  UndeliveredFile& operator=(UndeliveredFile&&) = delete;
  /// Without commit() the target stays as it was.
  ~UndeliveredFile();

  /// Errors: io.
  Result<void> add(const file::EntryParts& entry);
  /// Adds an entry that write_entry made. Errors: io.
  Result<void> add_line(std::string_view line);
  /// Puts the file in its target's place; without an entry it is an empty array. Errors: io.
  Result<void> commit();

  [[nodiscard]] std::uint64_t entries() const { return entries_; }

 private:
  UndeliveredFile(int descriptor, std::string path, std::string target);
  [[nodiscard]] tl::unexpected<Error> failed(int error) const;

  int descriptor_;
  std::string path_;  ///< of the file as long as it is being written; empty once it is in place
  std::string target_;
  Output out_;
  std::string line_;
  std::uint64_t entries_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace thoth::cli
