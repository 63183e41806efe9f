// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.hpp"

#include <simdjson.h>

namespace thoth::utf8 {

bool is_valid(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

}  // namespace thoth::utf8
