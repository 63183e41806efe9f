// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/schema.hpp"
#include "thoth/violation.hpp"

namespace thoth {

/// What stands in place of a secret.
inline constexpr const char* secret_mark = "***";

/// True if the schema declares any member secret.
[[nodiscard]] bool has_secrets(const Schema& schema);

/// Contents without their secrets.
struct Masked {
  std::string text;                   ///< canonical JSON
  std::vector<std::string> pointers;  ///< of the members that were masked; empty: there was nothing to hide
};
[[nodiscard]] Masked mask(const Schema& schema, const json::Node& contents);

/// Takes what violations say about values of masked members out of them.
void mask(const std::vector<std::string>& pointers, Violations& violations);

}  // namespace thoth
