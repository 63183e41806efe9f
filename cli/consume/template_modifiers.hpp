// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace thoth::cli {

/// The modifiers of a template's tokens, without their braces; an empty one is the plain form. None if there is no such
/// modifier.
using TextWriter = std::function<void(std::string_view, std::string&)>;
using NumberWriter = std::function<void(std::int64_t, std::string&)>;

/// hex, base64, base64raw, unpack[…].
[[nodiscard]] std::optional<TextWriter> text_modifier(std::string_view modifier);
/// ascii, number, hex, hex4 … hex64, big8 … big64, little8 … little64, byte, bool.
[[nodiscard]] std::optional<NumberWriter> number_modifier(std::string_view modifier);
/// Those of numbers, and strftime[…], always of UTC; the number is milliseconds since the epoch.
[[nodiscard]] std::optional<NumberWriter> time_modifier(std::string_view modifier);

}  // namespace thoth::cli
