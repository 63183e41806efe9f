// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace thoth {

/// The file URI of an absolute path, or the URI reference of a relative one: percent-encoded as RFC 3986 has it.
[[nodiscard]] std::string file_uri(const std::filesystem::path& path);

/// The path of a file URI; none for a URI of another kind.
[[nodiscard]] std::optional<std::filesystem::path> path_of_uri(const std::string& uri);

}  // namespace thoth
