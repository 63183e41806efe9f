// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "thoth/error.hpp"

namespace thoth {

/// How large a document may be: a configuration file, a schema, a list of files.
inline constexpr std::size_t max_document_bytes = std::size_t{64} << 20;

/// A file's content. What is read may be a pipe. Errors: usage (it cannot be read, or holds more than `max` bytes,
/// which are whole MiB).
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t max = max_document_bytes);

}  // namespace thoth
