// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

namespace thoth::cli {

/// The variables a run was started with, read once in main so that tests can hand over their own.
using Environment = std::map<std::string, std::string>;

/// The variable's value; none if it is unset or empty, for workflow engines set every variable they know.
[[nodiscard]] std::optional<std::string> variable(const Environment& environment, const std::string& name);

/// True for 1, true and yes in any case.
[[nodiscard]] bool is_truthy(const std::string& text);

}  // namespace thoth::cli
