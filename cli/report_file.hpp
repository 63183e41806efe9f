#pragma once

#include <string>
#include <vector>

#include "output.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// A file that a report goes to instead of standard output.
class ReportFile {
 public:
  /// Makes the file anew. `inputs` are paths that it must not be. Errors: usage.
  static Result<ReportFile> open(const std::string& path, const std::vector<std::string>& inputs);
  ReportFile(ReportFile&& other) noexcept;
  ReportFile& operator=(ReportFile&&) = delete;
  ~ReportFile();

  [[nodiscard]] Output& out() { return out_; }

 private:
  ReportFile(int descriptor, std::string path);

  int descriptor_;
  Output out_;
};

}  // namespace thoth::cli
