// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/json.hpp"

namespace thoth::cli {

/// Appends a value as plain text: a string's characters, anything else as JSON.
inline void append_value_text(const json::Node& value, std::string& out) {
  if (value.kind == json::Kind::string) {
    out += value.text;
  } else {
    json::write(value, out);
  }
}

}  // namespace thoth::cli
