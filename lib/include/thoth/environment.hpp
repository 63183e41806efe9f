// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#pragma GCC visibility push(default)

namespace thoth {

/// A copy of the process's environment, as ConfigSources takes it. Not to be called while another thread changes it.
///
///   const auto config = THOTH_TRY(kafka::Config::resolve({.environment = process_environment()}));
[[nodiscard]] std::map<std::string, std::string> process_environment();

}  // namespace thoth

#pragma GCC visibility pop
