#pragma once

#include <string>
#include <string_view>

namespace thoth {

/// The text on one line: whatever would break it, or act on a terminal, is written as \uXXXX; bytes that are no UTF-8,
/// as a file's name may hold them, as U+FFFD.
[[nodiscard]] std::string plain_text(std::string_view text);

}  // namespace thoth
