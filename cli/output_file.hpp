#pragma once

#include <string>

#include "output.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// The file that --output names.
class OutputFile {
 public:
  /// Opens or makes the file and leaves what it holds until clear(). Errors: usage.
  static Result<OutputFile> open(const std::string& path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  /// Empties a regular file. Errors: io.
  Result<void> clear();
  [[nodiscard]] Output& out() { return out_; }

 private:
  OutputFile(int descriptor, std::string path);

  int descriptor_;
  std::string path_;
  Output out_;
};

}  // namespace thoth::cli
