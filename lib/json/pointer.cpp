// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/pointer.hpp"

#include "thoth/violation.hpp"

namespace thoth::json {

void append_name(std::string_view name, std::string& pointer) {
  if (pointer.size() + name.size() > longest_pointer) {
    pointer += "/…";
  } else {
    append_pointer_token(name, pointer);
  }
}

void append_index(std::size_t index, std::string& pointer) {
  pointer += '/' + std::to_string(index);
}

}  // namespace thoth::json
