// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.hpp"

#include <simdjson.h>

#include "base/characters.hpp"

namespace thoth::utf8 {

bool is_valid(std::string_view text) {
  // Most texts are short and ASCII, which takes less time to see than a call.
  constexpr std::size_t few = 64;
  const char* const end = text.data() + text.size();
  if (text.size() <= few) {
    const char* at = json::skip_eights(text.data(), end, [](std::uint64_t bytes) { return bytes & json::high_bits; });
    while (at != end && byte(at) < 0x80) ++at;
    if (at == end) return true;
  }
  return simdjson::validate_utf8(text.data(), text.size());
}

bool has_control(std::string_view text) {
  while (!text.empty()) {
    const Character next = first_character(text);
    if (is_control(next.code_point)) return true;
    text.remove_prefix(next.bytes.size());
  }
  return false;
}

}  // namespace thoth::utf8
