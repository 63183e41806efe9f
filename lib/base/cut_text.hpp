// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/utf8.hpp"

namespace thoth {

/// Bytes of a value, or characters of a string, that messages show.
inline constexpr std::size_t max_shown = 40;

/// The start of a text, at most `max_size` bytes, never cut inside a character.
[[nodiscard]] inline std::string_view cut_text(std::string_view text, std::size_t max_size) {
  if (text.size() <= max_size) return text;
  while (max_size != 0 && utf8::continues(&text[max_size])) --max_size;
  return text.substr(0, max_size);
}

/// The same, with "…" where it was cut.
[[nodiscard]] inline std::string shorten(std::string_view text, std::size_t max_size = max_shown) {
  const std::string_view start = cut_text(text, max_size);
  return std::string(start) + (start.size() < text.size() ? "…" : "");
}

}  // namespace thoth
