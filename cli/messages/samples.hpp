// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::cli {

struct Context;

/// Whether messages keep their contract, or break one rule of it each: of contents, key or headers.
enum class Samples : std::uint8_t { valid, broken };

struct SamplePlan {
  std::uint64_t count = 1;  ///< of each type
  std::uint64_t seed = 0;
  Samples samples = Samples::valid;
};

/// Writes an entry a line as they are made, the types in turn. Errors: usage (a type that none could be made of), io.
Result<void> write_samples(const std::vector<const Schema*>& schemas, const SamplePlan& plan, Context& context);

/// The topic of a type's samples: its own, or one that its template matches.
[[nodiscard]] std::string topic_of_samples(const Schema& schema);

/// Whether contents do not nest too deeply for a message file, with the entry around them.
[[nodiscard]] bool fits_in_file(const std::string& contents);
/// Contents that a message file can hold, as they are. Errors: usage (with the entry around them, they nest too
/// deeply).
[[nodiscard]] Result<std::string> fit_for_file(const Schema& schema, std::string contents);

}  // namespace thoth::cli
