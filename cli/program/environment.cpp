// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/environment.hpp"

#include <strings.h>

#include <algorithm>

namespace thoth::cli {

std::optional<std::string> variable(const Environment& environment, const std::string& name) {
  const auto found = environment.find(name);
  if (found == environment.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

bool is_truthy(const std::string& text) {
  const auto words = {"1", "true", "yes"};
  return std::any_of(words.begin(), words.end(),
                     [&text](const char* word) { return strcasecmp(text.c_str(), word) == 0; });
}

}  // namespace thoth::cli
