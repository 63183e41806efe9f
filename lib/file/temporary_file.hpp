// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "file/source.hpp"

namespace thoth::file {

/// A nameless file in `folder` to write and read, gone when it is closed. Errors: io.
[[nodiscard]] Result<Descriptor> temporary_file(const std::string& folder);

}  // namespace thoth::file
