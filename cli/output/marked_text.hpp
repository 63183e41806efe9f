// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "thoth/place.hpp"

namespace thoth::cli {

/// A text around one value, which is to be marked. All three parts together are the start of the text, its end, or a
/// part of it: "…" stands where it was cut.
struct MarkedText {
  std::string before;
  std::string marked;
  std::string after;

  [[nodiscard]] bool empty() const { return before.empty() && marked.empty() && after.empty(); }
};

/// What is marked: the JSON value that begins at a place, or one character there, where what is wrong is what is not
/// there.
enum class MarkAt : std::uint8_t { value, character };

/// The surroundings of the byte at `offset`. Of each hidden part, which must be in order, only "***" is left. Nothing
/// is left of a text all of which is hidden. Its parts are a few hundred bytes, however long the text is.
[[nodiscard]] MarkedText marked_text(std::string_view text, std::size_t offset, MarkAt what,
                                     std::span<const ByteRange> hidden = {});

}  // namespace thoth::cli
