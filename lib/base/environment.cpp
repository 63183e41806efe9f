// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/environment.hpp"

#include <unistd.h>

#include <string_view>

namespace thoth {

std::map<std::string, std::string> process_environment() {
  std::map<std::string, std::string> result;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view line = *at;
    const auto equals = line.find('=');
    if (equals != std::string_view::npos) result.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return result;
}

}  // namespace thoth
