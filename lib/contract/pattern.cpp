// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/pattern.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/utf8.hpp"

namespace thoth {
namespace {

std::optional<std::uint32_t> hexadecimal(std::string_view text) {
  std::uint32_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Writes in RE2's syntax what ECMA-262 writes otherwise: \uXXXX and \u{X}, \cX, (?<name>…), \d \w \s where Unicode's
/// white space counts, and \p{Script=…}.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : left_(pattern) {}

  std::string run() && {
    while (!left_.empty()) step();
    return std::move(out_);
  }

 private:
  void step() {
    if (left_.starts_with("(?<") && !left_.starts_with("(?<=") && !left_.starts_with("(?<!")) {
      out_ += "(?P<";
      left_.remove_prefix(3);
    } else if (left_.size() > 1 && left_[0] == '\\') {
      escape(left_[1]);
    } else {
      class_depth_ = left_[0] == '[' ? 1 : left_[0] == ']' ? 0 : class_depth_;
      keep(1);
    }
  }

  void keep(std::size_t count) {
    out_ += left_.substr(0, count);
    left_.remove_prefix(std::min(count, left_.size()));
  }

  void escape(char letter) {
    if (letter == 'u' && unicode()) return;
    if (letter == 'c' && left_.size() > 2 && std::isalpha(static_cast<unsigned char>(left_[2])) != 0) {
      character(static_cast<std::uint32_t>(left_[2]) % 32, 3);
    } else if (letter == 's') {
      space(class_depth_ != 0 ? "" : "[", class_depth_ != 0 ? "" : "]");
    } else if (letter == 'S' && class_depth_ == 0) {
      space("[^", "]");
    } else if (letter == 'p' || letter == 'P') {
      property();
    } else {
      keep(2);
    }
  }

  void space(std::string_view before, std::string_view after) {
    out_ += before;
    out_ += R"(\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
    out_ += after;
    left_.remove_prefix(2);
  }

  void property() {
    keep(2);
    for (const std::string_view prefix : {"{Script=", "{sc=", "{General_Category=", "{gc="}) {
      if (!left_.starts_with(prefix)) continue;
      out_ += '{';
      left_.remove_prefix(prefix.size());
      return;
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> words{{{"{Letter}", "L"},
                                                                                  {"{Lowercase_Letter}", "Ll"},
                                                                                  {"{Uppercase_Letter}", "Lu"},
                                                                                  {"{Number}", "N"},
                                                                                  {"{Decimal_Number}", "Nd"},
                                                                                  {"{digit}", "Nd"},
                                                                                  {"{Punctuation}", "P"}}};
    for (const auto& [word, short_word] : words) {
      if (!left_.starts_with(word)) continue;
      out_ += '{' + std::string(short_word) + '}';
      left_.remove_prefix(word.size());
    }
  }

  void character(std::uint32_t code_point, std::size_t read) {
    std::array<char, 8> digits{};
    char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), code_point, 16).ptr;
    out_ += "\\x{" + std::string(digits.data(), end) + '}';
    left_.remove_prefix(read);
  }

  bool unicode() {
    if (left_.substr(2).starts_with('{')) {
      const auto close = left_.find('}');
      const auto value = close == std::string_view::npos ? std::nullopt : hexadecimal(left_.substr(3, close - 3));
      if (value) character(*value, close + 1);
      return value.has_value();
    }
    const auto first = left_.size() < 6 ? std::nullopt : hexadecimal(left_.substr(2, 4));
    if (!first) return false;
    const bool leads = *first >= 0xD800 && *first < 0xDC00 && left_.size() >= 12 && left_.substr(6, 2) == "\\u";
    const auto second = leads ? hexadecimal(left_.substr(8, 4)) : std::nullopt;
    if (second && *second >= 0xDC00 && *second < 0xE000) {
      character(0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00), 12);
    } else {
      character(*first, 6);
    }
    return true;
  }

  std::string_view left_;
  std::string out_;
  int class_depth_ = 0;
};

}  // namespace

tl::expected<Pattern, std::string> Pattern::compile(std::string_view text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  Pattern pattern;
  pattern.text_ = text;
  auto compiled = std::make_shared<const re2::RE2>(Translation(text).run(), options);
  if (!compiled->ok()) return tl::unexpected<std::string>(compiled->error());
  pattern.compiled_ = std::move(compiled);
  pattern.find_plain();
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
  return static_cast<std::size_t>(compiled_->ProgramSize());
}

bool Pattern::is_in(std::string_view text) const {
  switch (plain_) {
    case Plain::anything:
      return true;
    case Plain::start:
      return text.starts_with(literal_);
    case Plain::whole:
      return text == literal_;
    case Plain::no:
      break;
  }
  return text.starts_with(literal_) && re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

}  // namespace thoth
