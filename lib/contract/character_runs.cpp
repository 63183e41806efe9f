// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/character_runs.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/characters.hpp"

namespace thoth {
namespace {

bool is_word_character(char c) {
  return json::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_printable_ascii(char c) {
  return c >= ' ' && c <= '~';
}

bool is_among(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

}  // namespace

/// Reads runs; each function returns false where the pattern is of another form.
class CharacterRuns::Reader {
 public:
  explicit Reader(std::string_view pattern) : left_(pattern) {}

  bool read(CharacterRuns& runs) {
    constexpr std::size_t max_runs = 32;
    if (!take('^')) return false;
    while (!left_.empty() && left_ != "$") {
      Run& run = runs.runs_.emplace_back();
      if (runs.runs_.size() > max_runs || !read_set(run) || !read_count(run)) return false;
    }
    runs.is_whole_ = left_ == "$";
    return !runs.runs_.empty() && runs.are_distinct();
  }

 private:
  bool take(char c) {
    if (!left_.starts_with(c)) return false;
    left_.remove_prefix(1);
    return true;
  }

  static void add(Run& run, char first, char last) {
    for (char c = first; c <= last; ++c) run.has[static_cast<unsigned char>(c)] = true;
  }

  bool read_set(Run& run) {
    if (take('[')) return read_class(run);
    if (left_.front() == '\\') return read_escape(run);
    const char c = left_.front();
    if (!is_printable_ascii(c) || is_among(c, ".[](){}*+?|^$")) return false;
    add(run, c, c);
    return take(c);
  }

  bool read_escape(Run& run) {
    left_.remove_prefix(1);
    if (left_.empty()) return false;
    const char c = left_.front();
    if (c == 'd') {
      add(run, '0', '9');
    } else if (c == 'w') {
      add(run, 'a', 'z');
      add(run, 'A', 'Z');
      add(run, '0', '9');
      add(run, '_', '_');
    } else if (is_printable_ascii(c) && !is_word_character(c)) {
      add(run, c, c);
    } else {
      return false;
    }
    return take(c);
  }

  bool read_class(Run& run) {
    bool is_first = true;
    for (; !left_.empty() && left_.front() != ']'; is_first = false) {
      const char c = left_.front();
      if (c == '\\') {
        if (!read_escape(run) || left_.starts_with('-')) return false;
        continue;
      }
      const bool is_plain_hyphen = c == '-' && (is_first || left_.starts_with("-]"));
      if (!is_printable_ascii(c) || is_among(c, "^[") || (c == '-' && !is_plain_hyphen)) return false;
      left_.remove_prefix(1);
      char last = c;
      if (left_.size() > 1 && left_[0] == '-' && left_[1] != ']') {
        last = left_[1];
        if (!is_word_character(c) || !is_word_character(last) || last < c) return false;
        left_.remove_prefix(2);
      }
      add(run, c, last);
    }
    return !is_first && take(']');
  }

  bool read_count(Run& run) {
    if (take('*')) {
      run.least = 0;
      run.max = unlimited;
    } else if (take('+')) {
      run.max = unlimited;
    } else if (take('?')) {
      run.least = 0;
    } else if (take('{') && !read_limits(run)) {
      return false;
    }
    return left_.empty() || !is_among(left_.front(), "*+?{");
  }

  bool read_limits(Run& run) {
    if (!read_number(run.least)) return false;
    run.max = run.least;
    if (take(',')) {
      run.max = unlimited;
      if (!left_.starts_with('}') && (!read_number(run.max) || run.max < run.least)) return false;
    }
    return take('}');
  }

  bool read_number(std::size_t& number) {
    const auto [end, error] = std::from_chars(left_.data(), left_.data() + left_.size(), number);
    if (error != std::errc{}) return false;
    left_.remove_prefix(static_cast<std::size_t>(end - left_.data()));
    return true;
  }

  std::string_view left_;
};

std::optional<CharacterRuns> CharacterRuns::read(std::string_view pattern) {
  CharacterRuns runs;
  if (!Reader(pattern).read(runs)) return std::nullopt;
  return runs;
}

/// Whether what a run leaves to the next ones it could not have taken itself: then it takes all that it can.
bool CharacterRuns::are_distinct() const {
  for (auto run = runs_.begin(); run != runs_.end(); ++run) {
    if (run->least == run->max) continue;
    for (auto next = run + 1; next != runs_.end(); ++next) {
      for (std::size_t byte = 0; byte < run->has.size(); ++byte) {
        if (run->has[byte] && next->has[byte]) return false;
      }
      if (next->least != 0) break;
    }
  }
  return true;
}

bool CharacterRuns::match(std::string_view text) const {
  const char* at = text.data();
  const char* const end = at + text.size();
  for (const Run& run : runs_) {
    const char* const first = at;
    const char* const limit = run.max < static_cast<std::size_t>(end - at) ? at + run.max : end;
    while (at != limit && run.has[static_cast<unsigned char>(*at)]) ++at;
    if (static_cast<std::size_t>(at - first) < run.least) return false;
  }
  return !is_whole_ || at == end;
}

}  // namespace thoth
