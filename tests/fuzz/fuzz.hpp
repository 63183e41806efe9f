// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "thoth/validation.hpp"

/// What the fuzz targets share: each defines run(), which ends the program where what must hold does not.
namespace thoth::fuzz {

void run(std::string_view text);

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "this does not hold: %s\n", what);
  std::abort();
}

/// Two judgements of the same contents.
inline void same(const ValidationResult& left, const ValidationResult& right) {
  require(left.violations.size() == right.violations.size(), "both ways find as many violations");
  for (std::size_t i = 0; i < left.violations.size(); ++i) {
    const Violation& a = left.violations[i];
    const Violation& b = right.violations[i];
    require(a.code == b.code && a.pointer == b.pointer && a.place == b.place && a.message() == b.message(),
            "both ways find the same violations");
  }
  require(left.wire == right.wire, "both ways make the same wire form");
}

}  // namespace thoth::fuzz
