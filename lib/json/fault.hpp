// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "thoth/violation.hpp"

namespace thoth::json {

/// What the grammar asks for where the text breaks it.
enum class Flaw : std::uint8_t {
  value,
  item_or_end,
  name,
  name_or_end,
  colon,
  comma_or_end_of_array,
  comma_or_end_of_object,
  end_of_text,
  rest_of_word,
  digit,
  leading_zero,
  string_end,
  control_character,
  escape,
  hex_digits,
  surrogate_pair,
  utf8,
};

/// A flaw at the first byte that cannot be where it is; for a character or a surrogate, at its start. Where the
/// text ends too early, `at` is its end.
struct Fault {
  Flaw flaw = Flaw::value;
  const char* at = nullptr;
};

/// The fault in words: expected, found and hint are filled in, and the place's offset.
[[nodiscard]] Violation diagnose(std::string_view text, const Fault& fault);

}  // namespace thoth::json
