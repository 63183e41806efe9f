// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/line_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/terminal_text.hpp"

namespace thoth::cli {
namespace {

std::int64_t count_lines(std::string_view text) {
  const auto ends = std::count(text.begin(), text.end(), '\n');
  return text.empty() || text.ends_with('\n') ? ends : ends + 1;
}

}  // namespace

Result<void> LineDiff::replace(std::size_t begin, std::size_t end, std::string_view after) {
  if (open_ && begin >= end_) THOTH_TRY(write_hunk());
  if (!open_) {
    open_ = true;
    const auto line = begin == 0 ? std::string_view::npos : before_.rfind('\n', begin - 1);
    begin_ = line == std::string_view::npos ? 0 : line + 1;
    copied_ = end_ = begin_;
  }
  if (end > end_) {
    const auto line = before_.find('\n', end - 1);
    end_ = line == std::string_view::npos ? before_.size() : line + 1;
  }
  after_ += before_.substr(copied_, begin - copied_);
  after_ += after;
  copied_ = end;
  return {};
}

Result<void> LineDiff::finish() {
  return open_ ? write_hunk() : Result<void>{};
}

Result<void> LineDiff::write_hunk() {
  open_ = false;
  after_ += before_.substr(copied_, end_ - copied_);
  const std::string_view old = before_.substr(begin_, end_ - begin_);
  counted_ = advance(counted_, before_.substr(counted_.offset, begin_ - counted_.offset));
  const auto first = static_cast<std::int64_t>(counted_.line);
  const std::int64_t count = count_lines(old);
  const std::int64_t new_count = count_lines(after_);
  std::string text = std::exchange(begun_, true) ? "" : fmt::format("--- a/{0}\n+++ b/{0}\n", terminal_line(name_));
  text += fmt::format("@@ -{},{} +{},{} @@\n", first, count, first + more_lines_, new_count);
  append_lines('-', old, text);
  append_lines('+', after_, text);
  more_lines_ += new_count - count;
  after_.clear();
  return sink_(text);
}

void LineDiff::append_lines(char mark, std::string_view lines, std::string& out) {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    out += mark;
    out += line;
    out += '\n';
    if (line.size() == lines.size()) out += "\\ No newline at end of file\n";
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  }
}

}  // namespace thoth::cli
