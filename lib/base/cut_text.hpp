#pragma once

#include <cstddef>
#include <string_view>

namespace thoth {

/// The start of a text, at most that many bytes, never cut inside a character.
[[nodiscard]] constexpr std::string_view cut_text(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most != 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace thoth
