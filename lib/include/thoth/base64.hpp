// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

namespace thoth::file {

/// The bytes of RFC 4648 base64 with padding; none if `text` is not exactly that (no white space, no stray bits).
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// Appends `bytes` as RFC 4648 base64 with padding.
void write_base64(std::string_view bytes, std::string& out);

}  // namespace thoth::file

#pragma GCC visibility pop
