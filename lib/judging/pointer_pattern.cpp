// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/pointer_pattern.hpp"

#include <algorithm>

#include "base/cut_text.hpp"

namespace thoth {
namespace {

constexpr std::size_t longest_pointer = 120;

}  // namespace

void append_pointer_pattern(std::string_view pointer, std::string& out) {
  pointer = cut_text(pointer, longest_pointer);
  while (!pointer.empty()) {
    const auto next = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view token = pointer.substr(0, next);
    const bool index = token.size() > 1 && token.find_first_not_of("0123456789", 1) == std::string_view::npos;
    out += index ? "/*" : token;
    pointer.remove_prefix(next);
  }
}

}  // namespace thoth
