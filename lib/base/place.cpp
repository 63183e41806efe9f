// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/place.hpp"

#include <cstring>

#include "base/utf8.hpp"

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
  place.column += utf8::count_characters(text);
  return place;
}

}  // namespace thoth
