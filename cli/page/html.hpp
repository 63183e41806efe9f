// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace thoth::cli {

/// Bytes of one text that a page shows, where nothing else is said.
inline constexpr std::size_t max_page_text = 500;

/// A piece of a page. Only literals of this program become markup; everything else is escaped, so that a piece can
/// neither run nor load anything that a record holds.
class Html {
 public:
  /// Markup of this program's own.
  template <std::size_t size>
  Html& markup(const char (&literal)[size]) {
    return append({&literal[0], size - 1});
  }

  /// A text from anywhere, as text of the page or within the quotes of an attribute. What would steer or hide text
  /// shows as \uXXXX, as does what starts a command in the log of a workflow, and bytes that are not UTF-8 as U+FFFD.
  /// Past `max` bytes it is cut, and ends in "…".
  Html& text(std::string_view text, std::size_t max = max_page_text);
  /// Likewise, but line feeds stay, and tabs show as spaces.
  Html& lines(std::string_view text, std::size_t max = max_page_text);

  /// Digits alone, for attributes.
  template <std::integral T>
  Html& number(T value) {
    return append(std::to_string(value));
  }
  /// Digits in groups of three, for people: "1,042".
  Html& count(std::uint64_t value);
  /// A coordinate, with at most two digits after the point.
  Html& coordinate(double value);

  Html& add(const Html& other) { return append(other.text_); }

  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] const std::string& str() const& { return text_; }
  [[nodiscard]] std::string str() && { return std::move(text_); }

 private:
  Html& append(std::string_view text) {
    text_ += text;
    return *this;
  }

  std::string text_;
};

/// A piece that is nothing but text.
[[nodiscard]] Html html_text(std::string_view text, std::size_t max = max_page_text);
/// The same as code: names, pointers, values.
[[nodiscard]] Html html_code(std::string_view text, std::size_t max = max_page_text);

/// "1,042".
[[nodiscard]] std::string grouped(std::uint64_t value);

}  // namespace thoth::cli
