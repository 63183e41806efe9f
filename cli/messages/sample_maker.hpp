// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "generation/random.hpp"
#include "judging/key_and_headers.hpp"
#include "messages/key_and_headers.hpp"
#include "thoth/error.hpp"
#include "thoth/sampler.hpp"
#include "thoth/schema.hpp"

namespace thoth::cli {

/// What is made at random of a message.
struct Sample {
  MadeKeyAndHeaders rest;
  std::string contents;
  Violations violations;  ///< what validating it gives: empty if it is valid
};

/// Makes messages of a type at random: contents, key and headers. The same for the same type and seed.
class SampleMaker {
 public:
  /// The type must outlive this.
  SampleMaker(const Schema& type, std::uint64_t seed);

  /// A message that is valid. Errors: usage (no value was found).
  [[nodiscard]] Result<Sample> valid();
  /// A message that breaks one rule: of its contents, its key, or one of its headers, in turn, from one on that the
  /// seed chooses. What cannot be broken is left out. Errors: usage (nothing can be broken alone, or no value was
  /// found).
  [[nodiscard]] Result<Sample> broken();

 private:
  enum class Part : std::uint8_t { contents, key, headers };
  [[nodiscard]] Result<MadeKeyAndHeaders> valid_rest();
  [[nodiscard]] Result<Sample> with_broken_contents();
  [[nodiscard]] Result<Sample> with_broken_text(Part part);
  [[nodiscard]] bool change(Part part, MadeKeyAndHeaders& texts);
  [[nodiscard]] Sampler& of(const Schema& part) { return samplers_.at(&part); }

  const Schema& type_;
  std::map<const Schema*, Sampler> samplers_;
  KeyAndHeadersValidator validator_;
  generation::Random random_;
  std::vector<Part> breakable_;
  std::size_t turn_ = 0;
};

}  // namespace thoth::cli
