// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "generation/format_text.hpp"
#include "generation/value_maker.hpp"
#include "thoth/json.hpp"

/// Strings: by pattern, format and length.
namespace thoth::generation {

/// A text that a pattern matches; none where the pattern was not understood.
std::optional<std::string> ValueMaker::matching(const Pattern& pattern, std::uint32_t room) {
  const auto [known, is_new] = patterns_.try_emplace(&pattern);
  if (is_new) known->second = PatternText::read(pattern.text());
  if (!known->second) return std::nullopt;
  constexpr int max_guesses = 200;
  std::string text = known->second->make(random_, room);
  for (int i = 0; i < max_guesses && known->second->looks_around() && !pattern.is_in(text); ++i) {
    text = known->second->make(random_, room);
  }
  return text;
}

/// A text for one of the patterns, or for each a part of it, for several may agree about such a one.
std::optional<std::string> ValueMaker::matching_some(const std::vector<const Pattern*>& patterns, std::uint32_t room) {
  if (patterns.size() == 1 || random_.coin()) return matching(*patterns[random_.below(patterns.size())], room);
  std::string text;
  for (const std::size_t i : shuffled(patterns.size())) text += matching(*patterns[i], room).value_or("");
  return text;
}

std::string ValueMaker::word(std::size_t least, std::size_t max) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  const auto size = random_.between(static_cast<std::int64_t>(least), static_cast<std::int64_t>(max));
  for (std::int64_t i = 0; i < size; ++i) text += letters[random_.below(letters.size())];
  return text;
}

void ValueMaker::write_string(const Rules& all) {
  Limits limits{0, effort_.max_text};
  std::vector<const Pattern*> patterns;
  std::optional<Format> format;
  for (const Constraints* more : constraints_of(all)) {
    limits.least = std::max(limits.least, more->min_length.value_or(0));
    limits.max = std::min(limits.max, more->max_length.value_or(effort_.max_text));
    if (more->pattern) patterns.push_back(&*more->pattern);
    if (more->format) format = more->format;
  }
  limits.least = std::min<std::uint64_t>(limits.least, limits.max);
  json::write_string(text_within(limits, patterns, format), out_);
}

std::string ValueMaker::text_within(const Limits& limits, const std::vector<const Pattern*>& patterns,
                                    const std::optional<Format>& format) {
  constexpr std::uint32_t some = 3;
  std::optional<std::string> text;
  for (const std::uint32_t room : {some, std::max(some, static_cast<std::uint32_t>(limits.least)), 1U, 0U}) {
    if (!patterns.empty()) {
      text = matching_some(patterns, room);
    } else if (format) {
      text = format_text(*format, random_);
    }
    if (!text) break;
    const std::uint64_t length = utf8::count_characters(*text);
    if (limits.least <= length && length <= limits.max) return *text;
    // A format is a remark, where a length must be kept.
    if (patterns.empty()) text.reset();
  }
  if (!text) return word(limits.least, std::min(limits.max, std::max<std::uint64_t>(limits.least, 1) + 11));
  // A pattern that is not bound to the end leaves room after what it asks for.
  const std::size_t lacking = limits.least - std::min(limits.least, utf8::count_characters(*text));
  return *text + word(lacking, lacking);
}

}  // namespace thoth::generation
