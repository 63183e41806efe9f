// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/sample_maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "judging/entry_validator.hpp"
#include "messages/samples.hpp"
#include "thoth/json.hpp"
#include "thoth/version.hpp"
#include "validation/validator.hpp"

namespace thoth::cli {
namespace {

/// How often a key, or headers, are changed before they count as unbreakable.
constexpr int max_changes = 200;

bool leads_to_header(const Violation& violation) {
  return violation.pointer.starts_with("#headers/");
}

}  // namespace

SampleMaker::SampleMaker(const Schema& type, std::uint64_t seed)
    : type_(type), validator_({}), random_(seed), breakable_{Part::contents} {
  samplers_.emplace(&type, Sampler(type, seed, fill_ins(default_component, version)));
  for (const Schema* part : {type.key.get(), type.headers.get()}) {
    if (part != nullptr) samplers_.emplace(part, Sampler(*part, seed));
  }
  if (type.key != nullptr) breakable_.push_back(Part::key);
  if (type.headers != nullptr) breakable_.push_back(Part::headers);
  turn_ = random_.below(breakable_.size());
}

Result<Sample> SampleMaker::valid() {
  Sample sample;
  sample.rest = THOTH_TRY(valid_rest());
  std::string contents = THOTH_TRY(of(type_).valid());
  sample.contents = THOTH_TRY(fit_for_file(type_, std::move(contents)));
  return sample;
}

Result<Sample> SampleMaker::broken() {
  for (;;) {
    const Part part = breakable_[turn_];
    auto sample = part == Part::contents ? with_broken_contents() : with_broken_text(part);
    if (!sample && breakable_.size() > 1) {
      std::erase(breakable_, part);
      turn_ %= breakable_.size();
      continue;
    }
    turn_ = (turn_ + 1) % breakable_.size();
    return sample;
  }
}

Result<MadeKeyAndHeaders> SampleMaker::valid_rest() {
  return make_key_and_headers(type_, [this](const Schema& part) { return of(part).valid(); });
}

Result<Sample> SampleMaker::with_broken_contents() {
  MadeKeyAndHeaders rest = THOTH_TRY(valid_rest());
  Sampler::Broken broken = THOTH_TRY(of(type_).broken());
  return Sample{std::move(rest), std::move(broken.contents), std::move(broken.violations)};
}

/// What breaks a schema as JSON need not break it as text.
Result<Sample> SampleMaker::with_broken_text(Part part) {
  Sample sample = THOTH_TRY(valid());
  bool goes_on = true;
  for (int changes = 0; goes_on && changes < max_changes; ++changes) {
    MadeKeyAndHeaders changed = sample.rest;
    goes_on = change(part, changed);
    Violations found;
    validator_.validate(type_, {changed.key, changed.headers}, HasValue::yes, found);
    const bool is_of_part = part == Part::key || std::any_of(found.begin(), found.end(), leads_to_header);
    if (!break_one_rule(found) || !is_of_part) continue;
    sample.rest = std::move(changed);
    sample.violations = std::move(found);
    return sample;
  }
  return fail(
      ErrorCode::usage, "generating an invalid message of", type_.topic,
      fmt::format("gave up: no attempt broke exactly one rule of its {}", part == Part::key ? "key" : "headers"),
      "see thoth-msg messages show for the rules of the type");
}

/// Changes a key, or headers, to what may break their schema as text. False: there is nothing else to change them to.
bool SampleMaker::change(Part part, MadeKeyAndHeaders& texts) {
  if (part == Part::key && random_.below(4) == 0) {
    texts.key.reset();
    return true;
  }
  const auto made = of(part == Part::key ? *type_.key : *type_.headers).broken();
  if (!made) {
    if (part == Part::key) texts.key.reset();
    return false;
  }
  const json::Parsed parsed = json::parse(made->contents);
  const json::Node& root = parsed.document->root();
  if (part == Part::key) {
    texts.key = text_of(root);
  } else if (root.kind == json::Kind::object) {
    texts.headers = headers_of(root);
  }
  return true;
}

}  // namespace thoth::cli
