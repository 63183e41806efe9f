// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/match_marks.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "reading/regex.hpp"

namespace thoth::cli {
namespace {

constexpr std::string_view inverse = "\x1b[7m";
constexpr std::string_view not_inverse = "\x1b[27m";

/// A line, and the colours that were in it.
struct PlainLine {
  struct Colour {
    std::size_t at;  ///< in the plain text
    std::string_view code;
  };
  std::string text;
  std::vector<Colour> colours;
};

PlainLine take_apart(std::string_view line) {
  PlainLine plain;
  while (!line.empty()) {
    const std::size_t escape = line.find('\x1b');
    plain.text += line.substr(0, escape);
    if (escape == std::string_view::npos) break;
    line.remove_prefix(escape);
    const std::string_view code = line.substr(0, line.find('m') + 1);
    plain.colours.push_back({plain.text.size(), code});
    line.remove_prefix(code.size());
  }
  return plain;
}

/// Appends a line piece by piece, with its colours where they were.
class Marking {
 public:
  Marking(const PlainLine& line, std::string& out) : line_(line), out_(out) {}

  /// With a colour right there, which is not of what follows.
  void plain_until(std::size_t end) { copy(end, end + 1, ""); }
  /// A colour may end the marking, which is then taken up again.
  void marked_until(std::size_t end) {
    out_ += inverse;
    copy(end, end, inverse);
    out_ += not_inverse;
  }
  void finish() { plain_until(line_.text.size()); }

 private:
  /// Up to `end`, with the colours before `colours_end`.
  void copy(std::size_t end, std::size_t colours_end, std::string_view after_colour) {
    for (; colour_ < line_.colours.size() && line_.colours[colour_].at < colours_end; ++colour_) {
      out_.append(line_.text, at_, line_.colours[colour_].at - at_);
      at_ = line_.colours[colour_].at;
      out_ += line_.colours[colour_].code;
      out_ += after_colour;
    }
    out_.append(line_.text, at_, end - at_);
    at_ = end;
  }

  const PlainLine& line_;
  std::string& out_;
  std::size_t at_ = 0;
  std::size_t colour_ = 0;
};

void mark_line(std::string_view text, const re2::RE2& regex, std::string& out) {
  const PlainLine line = take_apart(text);
  Marking marking(line, out);
  re2::StringPiece found;
  for (std::size_t at = 0; at < line.text.size();) {
    if (!regex.Match(line.text, at, line.text.size(), re2::RE2::UNANCHORED, &found, 1)) break;
    const auto begin = static_cast<std::size_t>(found.data() - line.text.data());
    if (!found.empty()) {
      marking.plain_until(begin);
      marking.marked_until(begin + found.size());
    }
    at = begin + std::max<std::size_t>(found.size(), 1);
  }
  marking.finish();
}

}  // namespace

Result<MatchMarks> MatchMarks::parse(const std::string& regex) {
  auto compiled = THOTH_TRY(compile_regex(regex, "--grep " + regex));
  return MatchMarks(std::move(compiled));
}

void MatchMarks::mark(std::string& out, std::size_t begin) const {
  const std::string text = out.substr(begin);
  out.resize(begin);
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    mark_line(line, *regex_, out);
    rest.remove_prefix(line.size());
    if (rest.empty()) break;
    out += '\n';
    rest.remove_prefix(1);
  }
}

}  // namespace thoth::cli
