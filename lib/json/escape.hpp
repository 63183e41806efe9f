// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace thoth::json {

/// How the escapes of a string are written.
enum class Escapes {
  canonical,  ///< as write_string writes them
  other,      ///< correct, but written in another way
  bad,        ///< not JSON: an unknown escape, bad hex digits, a lone surrogate
};

/// Validates the escapes between a string's quotes. The rest of `raw` must be proven UTF-8 without control characters.
[[nodiscard]] Escapes check_escapes(std::string_view raw);

/// Appends what a string means whose escapes are not bad; `raw` is the text between its quotes.
void unescape(std::string_view raw, std::string& out);

}  // namespace thoth::json
