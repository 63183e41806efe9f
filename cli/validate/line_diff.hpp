// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "thoth/error.hpp"
#include "thoth/place.hpp"
#include "thoth/report.hpp"

namespace thoth::cli {

/// Writes what replaces parts of a text as a unified diff without context, which `patch -p1` takes.
class LineDiff {
 public:
  /// `before` is the whole text, of the file `name`. All must outlive this.
  LineDiff(std::string_view before, const std::string& name, const Sink& sink)
      : before_(before), name_(name), sink_(sink) {}

  /// Bytes from `begin` to `end` become `after`. In ascending order. Errors: those of the sink.
  Result<void> replace(std::size_t begin, std::size_t end, std::string_view after);
  /// Writes what is held back. Errors: those of the sink.
  Result<void> finish();

 private:
  Result<void> write_hunk();
  static void append_lines(char mark, std::string_view lines, std::string& out);

  std::string_view before_;
  const std::string& name_;
  const Sink& sink_;
  bool begun_ = false;
  bool open_ = false;      // there is a hunk to be written
  std::size_t begin_ = 0;  // of the hunk's lines in the text
  std::size_t end_ = 0;
  std::size_t copied_ = 0;  // of the text, what is in after_ already
  std::string after_;
  Place counted_;
  std::int64_t more_lines_ = 0;  // than in the text, so far
};

}  // namespace thoth::cli
