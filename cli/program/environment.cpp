// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/environment.hpp"

#include <strings.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace thoth::cli {

Environment process_environment() {
  Environment result;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view line = *at;
    const auto equals = line.find('=');
    if (equals != std::string_view::npos) result.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return result;
}

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
