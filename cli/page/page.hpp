// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "page/html.hpp"

namespace thoth::cli {

/// What a number on a page is about, and so its colour.
enum class Tone : std::uint8_t { plain, valid, invalid, other };

/// A number that stands out, such as "1,042 records".
struct Fact {
  std::string_view name;
  std::string value;
  Tone tone = Tone::plain;
};

/// A whole page: one file that loads nothing from elsewhere, and whose policy forbids it.
class Page {
 public:
  /// Bytes that a page has at most, so that it opens at once anywhere. Reports leave out what does not fit, and say so.
  static constexpr std::size_t max_size = 1'000'000;

  /// `title` is that of the window and of the page, `lead` the sentence below it.
  Page(std::string_view title, std::string_view lead);

  /// What comes below the heading.
  [[nodiscard]] Html& body() { return body_; }
  /// Bytes that still fit.
  [[nodiscard]] std::size_t room() const;
  /// The whole file.
  [[nodiscard]] std::string finish() &&;

 private:
  Html head_;
  Html body_;
};

/// A row of numbers that stand out. Those of which the value is empty are left out.
[[nodiscard]] Html facts(const std::vector<Fact>& facts);
/// A remark on the whole of a part.
[[nodiscard]] Html note(std::string_view text, Tone tone = Tone::plain);

}  // namespace thoth::cli
