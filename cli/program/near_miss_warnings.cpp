// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/near_miss_warnings.hpp"

#include <fmt/format.h>

namespace thoth::cli {

void warn_of_near_misses(NearMisses& found, const std::string& file, Console& console) {
  for (const std::string& sentence : found.take_sentences()) console.warn(fmt::format("{}: {}", file, sentence));
}

}  // namespace thoth::cli
