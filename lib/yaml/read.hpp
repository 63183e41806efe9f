// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "thoth/json.hpp"

/// Reading YAML 1.2 with its core schema into the tree that JSON is read into.
namespace thoth::yaml {

/// Deeper nesting than this is refused; aliases count as what they refer to.
inline constexpr std::size_t max_depth = 400;
/// How much the aliases of a document may add to it: its values, and 32 bytes of their text for one more.
inline constexpr std::size_t max_aliased = 100'000;

/// Why a text is not read, and where.
struct Fault {
  std::size_t at = 0;  ///< offset of the byte
  std::string reason;
  std::string advice;
};

/// Reads a text of one document. Each Node's `begin` is an offset into `text`; numbers are JSON tokens of the same
/// value. What JSON cannot express is refused: tags, keys that are not strings, duplicate keys, infinities;
/// and what a document of YAML 1.1 would mean otherwise: merge keys. `text` must not begin with a byte order mark.
[[nodiscard]] tl::expected<std::unique_ptr<json::Document>, Fault> read(std::string_view text);

}  // namespace thoth::yaml
