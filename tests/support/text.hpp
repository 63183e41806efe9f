// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace thoth::test {

/// Whether `part` stands somewhere in `text`.
inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// `text`, `times` times over.
inline std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace thoth::test
