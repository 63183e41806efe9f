// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#pragma GCC visibility push(default)

namespace thoth::json {

/// A JSON value's bytes, with the offsets of its tokens where a token index was made of them. Plain views: the
/// function that returns one says how long it lives.
struct Text {
  std::string_view bytes;  ///< first to last byte of the value
  /// Tokens: offsets, relative to `base`, of every structural character and of the first byte of every scalar within
  /// `bytes`, ascending; `*last` is readable and is the offset of the token after the value (or of the end of the
  /// text). Null if there is no index; then the strict path reads it.
  const char* base = nullptr;
  const std::uint32_t* first = nullptr;
  const std::uint32_t* last = nullptr;
  bool backslashes = true;  ///< false: `bytes` has none
};

}  // namespace thoth::json

#pragma GCC visibility pop
