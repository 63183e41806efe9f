// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "output/output.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

class Console;

/// The file that an option names for output; "-" is standard output.
class OutputFile {
 public:
  /// What errors say.
  struct Words {
    std::string opening;  ///< what is being done
    std::string advice;
  };

  /// Opens or makes the file and leaves what it holds until clear(). `mode`: permissions of a new file, of which the
  /// umask takes some. Errors: usage.
  static Result<OutputFile> open(const std::string& path, const Words& words, mode_t mode = 0666);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  /// Empties a regular file, but not standard output. Errors: io.
  Result<void> clear();
  [[nodiscard]] Output& out() { return out_; }
  [[nodiscard]] const Output& out() const { return out_; }

 private:
  OutputFile(int descriptor, std::string path);

  int descriptor_;
  std::string path_;
  Output out_;
};

/// Warns if --output names a file that is not there and whose name is a word of -f: then a format was meant.
void warn_of_format_name(const std::string& path, std::initializer_list<std::string_view> formats, Console& console);

/// A file as an option names it: "-" is a standard stream.
struct NamedFile {
  std::string path;
  int standard = -1;  ///< the descriptor that "-" means
};

/// The permissions that a new file may have at most if it is made of what this one holds: its own, or the owner's alone
/// where it is a pipe, or others may not read it.
[[nodiscard]] mode_t mode_like(const NamedFile& file);

/// Whether both are one regular file, perhaps one that is not there yet.
[[nodiscard]] bool is_same(const NamedFile& left, const NamedFile& right);

}  // namespace thoth::cli
