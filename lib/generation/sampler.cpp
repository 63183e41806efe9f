// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/sampler.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "generation/message_changer.hpp"
#include "generation/value_maker.hpp"
#include "thoth/validation.hpp"
#include "validation/validator.hpp"

namespace thoth {
namespace {

constexpr std::size_t attempts = 60;
constexpr std::size_t large_attempts = 5;        // at what grows on and on
constexpr std::size_t breaking_attempts = 1000;  // to find a message that can be broken
constexpr std::size_t max_bytes = 20'000'000;    // of the messages that are tried for one that is broken

ValidationOptions outcome_only(std::vector<FillIn> fill_ins) {
  ValidationOptions options;
  options.fill_ins = std::move(fill_ins);
  options.wire = Wire::skip;
  return options;
}

/// A message without contents is a tombstone, which keeps every contract.
bool is_tombstone(std::string_view contents) {
  return contents == "null";
}

}  // namespace

struct Sampler::Impl {
  Impl(const Schema& of, std::uint64_t seed, std::vector<FillIn> fill_ins)
      : schema(of),
        maker(of, seed),
        changer(of),
        validator(outcome_only({})),
        lenient(outcome_only(std::move(fill_ins))) {}

  const Schema& schema;
  generation::ValueMaker maker;
  generation::MessageChanger changer;
  MessageValidator validator;
  MessageValidator lenient;  // fills in
};

Sampler::Sampler(const Schema& schema, std::uint64_t seed, std::vector<FillIn> fill_ins)
    : impl_(std::make_unique<Impl>(schema, seed, std::move(fill_ins))) {}
Sampler::Sampler(Sampler&&) noexcept = default;
Sampler& Sampler::operator=(Sampler&&) noexcept = default;
Sampler::~Sampler() = default;

Result<std::string> Sampler::valid() {
  Violation last;
  std::size_t large = 0;
  for (std::size_t attempt = 0; attempt < attempts && large < large_attempts; ++attempt) {
    std::string contents = impl_->maker.make(attempt);
    const ValidationResult& result = impl_->validator.validate_bytes(&impl_->schema, contents);
    if (result.valid()) return contents;
    last = result.violations.front();
    if (impl_->maker.was_cut_short()) ++large;
  }
  return fail(ErrorCode::usage, "generating a message of", impl_->schema.topic,
              "gave up at \"" + last.pointer + "\": " + last.message(),
              "add examples to the schema there, or check that a value can satisfy it");
}

Result<Sampler::Broken> Sampler::broken() {
  std::size_t bytes = 0;
  for (std::size_t attempt = 0; attempt < breaking_attempts && bytes < max_bytes; ++attempt) {
    const std::string contents = THOTH_TRY(valid());
    for (std::size_t i = 0; i < attempts && bytes < max_bytes; ++i) {
      bytes += contents.size();
      std::string other = impl_->changer.changed(contents, impl_->maker.random());
      if (is_tombstone(other)) continue;
      ValidationResult& result = impl_->validator.validate_bytes(&impl_->schema, other);
      if (!break_one_rule(result.violations)) continue;
      if (impl_->lenient.validate_bytes(&impl_->schema, other).valid()) continue;
      return Broken{std::move(other), std::move(result.violations)};
    }
  }
  return fail(ErrorCode::usage, "generating an invalid message of", impl_->schema.topic,
              bytes < max_bytes ? "gave up: no attempt broke exactly one rule"
                                : "gave up after 20 MB of attempts: none broke exactly one rule",
              "see thoth-msg messages show for the rules of the type");
}

}  // namespace thoth
