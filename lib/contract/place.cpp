#include "thoth/place.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace thoth {
namespace {

/// Lines are long as a rule, so that looking for each one's end is faster than comparing each byte.
std::uint64_t count_line_ends(std::string_view text) {
  std::uint64_t count = 0;
  while (!text.empty()) {
    const void* found = std::memchr(text.data(), '\n', text.size());
    if (found == nullptr) break;
    ++count;
    text.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + 1);
  }
  return count;
}

/// Each character of UTF-8 has one byte that is no continuation byte (10xxxxxx). Eight bytes are looked at in a step,
/// and each of the eight counts for itself as long as its count fits in a byte.
std::uint64_t count_characters(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  std::uint64_t count = text.size();
  while (text.size() >= sizeof ones) {
    std::uint64_t lanes = 0;
    const std::size_t chunks = std::min<std::size_t>(text.size() / sizeof ones, 255);
    for (std::size_t i = 0; i != chunks; ++i) {
      std::uint64_t chunk = 0;
      std::memcpy(&chunk, text.data() + i * sizeof ones, sizeof chunk);
      lanes += (chunk >> 7) & ~(chunk >> 6) & ones;
    }
    text.remove_prefix(chunks * sizeof ones);
    constexpr std::uint64_t even = 0x00FF00FF00FF00FFULL;
    const std::uint64_t pairs = (lanes & even) + ((lanes >> 8) & even);
    count -= (pairs * 0x0001000100010001ULL) >> 48;
  }
  for (const char byte : text) count -= (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U ? 1 : 0;
  return count;
}

}  // namespace

Place advance(Place from, std::string_view text) {
  Place place = from;
  place.offset += text.size();
  const void* last_end = text.empty() ? nullptr : ::memrchr(text.data(), '\n', text.size());
  if (last_end != nullptr) {
    const auto line_size = static_cast<std::size_t>(static_cast<const char*>(last_end) - text.data()) + 1;
    place.line += count_line_ends(text.substr(0, line_size));
    place.column = 1;
    text.remove_prefix(line_size);
  }
  place.column += count_characters(text);
  return place;
}

}  // namespace thoth
