// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace thoth::cli {

/// What became of a record.
enum class Judged : std::uint8_t { valid, invalid, not_validated };

/// Records by what became of them.
struct JudgedCounts {
  std::uint64_t valid = 0;
  std::uint64_t invalid = 0;
  std::uint64_t not_validated = 0;

  [[nodiscard]] std::uint64_t records() const { return valid + invalid + not_validated; }

  JudgedCounts& operator+=(const JudgedCounts& other) {
    valid += other.valid;
    invalid += other.invalid;
    not_validated += other.not_validated;
    return *this;
  }
};

inline JudgedCounts one(Judged record) {
  return {record == Judged::valid ? 1U : 0U, record == Judged::invalid ? 1U : 0U,
          record == Judged::not_validated ? 1U : 0U};
}

}  // namespace thoth::cli
