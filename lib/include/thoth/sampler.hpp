// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"
#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Makes contents of a message type at random: the same for the same schema and seed. Each result has been validated.
class Sampler {
 public:
  /// The schema must outlive this. A missing member that `fill_ins` provide breaks no rule.
  Sampler(const Schema& schema, std::uint64_t seed, std::vector<FillIn> fill_ins = {});
  Sampler(Sampler&&) noexcept;
  Sampler& operator=(Sampler&&) noexcept;
  ~Sampler();

  /// Contents that are valid. Errors: usage, which says the keyword that was given up on, and where.
  Result<std::string> valid();

  struct Broken {
    std::string contents;
    /// What validating them gives: the rule, and where that is one of alternatives what keeps them from the closest,
    /// which is one rule too.
    Violations violations;
  };
  /// Contents that break exactly one rule. Errors: usage, as for valid(), or nothing that was tried breaks one alone.
  Result<Broken> broken();

 private:
  struct [[gnu::visibility("hidden")]] Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth

#pragma GCC visibility pop
