// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/pointer_use.hpp"

#include <fmt/format.h>

#include "output/text.hpp"

namespace thoth::cli {

std::optional<std::string> PointerUse::warning(const std::string& pointer) const {
  if (records_ == 0 || found_) return std::nullopt;
  return fmt::format("{} was in none of {}: pointers start in the contents", pointer,
                     counted(records_, "record", "records"));
}

}  // namespace thoth::cli
