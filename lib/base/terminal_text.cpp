#include "base/terminal_text.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace thoth {
namespace {

bool moves_terminal(std::uint32_t point) {
  if (point < 0x20) return point != '\n' && point != '\t';
  return (point >= 0x7f && point <= 0x9f) || point == 0x061c || (point >= 0x200e && point <= 0x200f) ||
         (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/// Length of the UTF-8 character at the start of `text`, and the character; a broken byte is taken as a character.
std::size_t decode(std::string_view text, std::uint32_t& point) {
  const auto byte = [&text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  point = lead;
  if (length == 1 || length > text.size()) return 1;
  point = lead & (0xffU >> (length + 1));
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xc0U) != 0x80) {
      point = lead;
      return 1;
    }
    point = (point << 6U) | (byte(at) & 0x3fU);
  }
  return length;
}

}  // namespace

void append_terminal_safe(std::string_view text, std::string& out) {
  while (!text.empty()) {
    std::uint32_t point = 0;
    const std::size_t length = decode(text, point);
    if (moves_terminal(point)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", point);
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
}

}  // namespace thoth
