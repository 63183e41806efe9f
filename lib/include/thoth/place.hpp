// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#pragma GCC visibility push(default)

namespace thoth {

/// The position of a byte in its input.
struct Place {
  std::uint64_t offset = 0;  ///< bytes before it
  std::uint64_t line = 1;    ///< from 1; lines end at LF
  std::uint64_t column = 1;  ///< from 1, in characters (UTF-8 code points)

  friend bool operator==(const Place&, const Place&) = default;
};

/// A part of a text.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< the offset after its last byte
};

/// The place just after `text`, which starts at `from`. Linear in the length of `text`.
[[nodiscard]] Place advance(Place from, std::string_view text);

}  // namespace thoth

#pragma GCC visibility pop
