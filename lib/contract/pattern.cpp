// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/pattern.hpp"

#include <re2/re2.h>

#include <cctype>
#include <utility>

#include "base/utf8.hpp"
#include "contract/regex_syntax.hpp"

namespace thoth {

tl::expected<Pattern, std::string> Pattern::compile(std::string_view text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  Pattern pattern;
  pattern.text_ = text;
  pattern.find_plain();
  pattern.runs_ = CharacterRuns::read(text);
  auto compiled = std::make_shared<const re2::RE2>(regex_for(RegexEngine::re2, text), options);
  if (compiled->ok()) {
    pattern.compiled_ = std::move(compiled);
    return pattern;
  }
  auto backtracking = Backtracking::compile(regex_for(RegexEngine::pcre2, text));
  if (!backtracking) return tl::unexpected(std::move(backtracking.error()));
  pattern.backtracking_ = std::move(*backtracking);
  return pattern;
}

/// Finds out whether the pattern is "^some text", with or without a $ after it, or fits anything; if not, what text it
/// starts with.
void Pattern::find_plain() {
  std::string_view left = text_;
  if (left.empty() || left == ".*" || left == "^.*") plain_ = Plain::anything;
  if (!left.starts_with('^') || left.find('|') != std::string_view::npos) return;
  left.remove_prefix(1);
  std::size_t last = 0;  // where the last character starts
  for (; !left.empty(); left.remove_prefix(1)) {
    if (left.front() == '\\') {
      // Behind a backslash, what is no letter or digit is itself.
      if (left.size() == 1 || std::ispunct(static_cast<unsigned char>(left[1])) == 0) return;
      left.remove_prefix(1);
    } else if (std::string_view("*+?{").find(left.front()) != std::string_view::npos) {
      literal_.resize(last);
      return;
    } else if (std::string_view(".[]}()^$").find(left.front()) != std::string_view::npos) {
      if (left == "$") plain_ = Plain::whole;
      return;
    }
    if (!utf8::continues(left.data())) last = literal_.size();
    literal_ += left.front();
  }
  if (plain_ == Plain::no) plain_ = Plain::start;
}

std::size_t Pattern::size() const {
  constexpr std::size_t bytes_of_a_step = 16;
  if (backtracking_) return backtracking_->size() / bytes_of_a_step;
  return static_cast<std::size_t>(compiled_->ProgramSize());
}

Match Pattern::match(std::string_view text) const {
  const auto match = [](bool matches) { return matches ? Match::yes : Match::no; };
  switch (plain_) {
    case Plain::anything:
      return Match::yes;
    case Plain::start:
      return match(text.starts_with(literal_));
    case Plain::whole:
      return match(text == literal_);
    case Plain::no:
      break;
  }
  if (runs_) return match(runs_->match(text));
  if (!text.starts_with(literal_)) return Match::no;
  if (backtracking_) return backtracking_->match(text);
  return match(compiled_->Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0));
}

}  // namespace thoth
