// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "thoth/json.hpp"

namespace thoth::cli {

/// A value of a record, as a comparison gets it.
struct Operand {
  enum class Kind : std::uint8_t {
    text,       ///< a string of the contents, a key, a header, a topic
    number,     ///< of the contents, or one of Kafka's; `text` is its token
    word,       ///< true, false or null
    container,  ///< an array or object; `text` is empty, since it would have to be written first
    nothing,    ///< a header without a value: it is present, and equals nothing
  };
  Kind kind = Kind::nothing;
  std::string_view text = {};
  const json::Node* node = nullptr;  ///< of a value of the contents
};

}  // namespace thoth::cli
