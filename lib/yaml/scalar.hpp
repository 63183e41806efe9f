// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thoth::yaml {

/// What a plain scalar is under the core schema of YAML 1.2: `yes` and `no` are strings.
enum class Scalar : std::uint8_t { null, true_value, false_value, number, not_finite, string };

struct Resolved {
  Scalar scalar = Scalar::string;
  std::string number;  ///< a JSON token of the same value
};

[[nodiscard]] Resolved resolve(std::string_view plain);

}  // namespace thoth::yaml
