// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/witness_match.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace thoth::comparison {
namespace {

/// Where violations of a change may be: at its place, below it, or both; and whether the keyword must be its own.
enum class Reach : std::uint8_t { at_place, by_keyword, parts, below, beside_by_keyword, beside };

struct Expected {
  std::string_view rule;
  Reach reach;
  std::string_view keywords;  ///< each with a blank on either side
};

/// By the rules of docs/diff.md; those that are not listed reach below.
constexpr std::array<Expected, 26> expectations{{
    {"type", Reach::at_place, " type enum const not  "},
    {"enum", Reach::at_place, " enum const type "},
    {"minimum", Reach::at_place, " minimum exclusiveMinimum "},
    {"maximum", Reach::at_place, " maximum exclusiveMaximum "},
    {"multipleOf", Reach::at_place, " multipleOf type "},
    {"minLength", Reach::at_place, " minLength "},
    {"maxLength", Reach::at_place, " maxLength "},
    {"pattern", Reach::at_place, " pattern "},
    {"minItems", Reach::at_place, " minItems contains minContains "},
    {"maxItems", Reach::by_keyword, " maxItems maxContains items unevaluatedItems "},
    {"uniqueItems", Reach::by_keyword, " uniqueItems "},
    {"contains", Reach::at_place, " contains minContains maxContains "},
    {"required", Reach::at_place, " required "},
    {"minProperties", Reach::at_place, " minProperties "},
    {"maxProperties", Reach::at_place, " maxProperties "},
    {"not", Reach::at_place, " not "},
    {"if", Reach::at_place, " then else "},
    {"additionalProperties", Reach::parts, ""},
    {"unevaluatedProperties", Reach::parts, ""},
    {"patternProperties", Reach::parts, ""},
    {"propertyNames", Reach::below, ""},
    {"unevaluatedItems", Reach::by_keyword, " unevaluatedItems "},
    {"dependentRequired", Reach::beside_by_keyword, " dependentRequired dependencies required "},
    {"dependentSchemas", Reach::beside, ""},
    {"anyOf", Reach::below, ""},
    {"oneOf", Reach::below, ""},
}};

Expected expected_of(std::string_view rule) {
  const auto* const found =
      std::find_if(expectations.begin(), expectations.end(), [rule](const Expected& one) { return one.rule == rule; });
  return found == expectations.end() ? Expected{rule, Reach::below, ""} : *found;
}

std::string_view parent_of(std::string_view pointer) {
  return pointer.substr(0, std::min(pointer.size(), pointer.rfind('/')));
}

/// The first token of a pointer, which is taken off it.
std::string_view take_token(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::string_view token = pointer.substr(0, pointer.find('/'));
  pointer.remove_prefix(token.size());
  return token;
}

bool is_at_or_below(Relation relation) {
  return relation == Relation::same || relation == Relation::below;
}

/// Whether a violation is of one of the keywords, or of alternatives; of a schema that is not user-defined, by its
/// place alone.
bool is_of(std::string_view keywords, const Violation& violation) {
  if (violation.schema.empty() || violation.code == Code::range || violation.code == Code::unknown_member) return true;
  const std::string_view schema = violation.schema;
  const std::string keyword = " " + std::string(schema.substr(schema.rfind('/') + 1)) + " ";
  return keyword == " anyOf " || keyword == " oneOf " || keywords.find(keyword) != std::string_view::npos;
}

}  // namespace

Relation relation(std::string_view pattern, std::string_view pointer) {
  while (!pattern.empty() && !pointer.empty()) {
    const std::string_view wanted = take_token(pattern);
    const std::string_view token = take_token(pointer);
    if (wanted != "*" && wanted != token) return Relation::apart;
  }
  if (pattern.empty() && pointer.empty()) return Relation::same;
  return pattern.empty() ? Relation::below : Relation::above;
}

WitnessMatch::WitnessMatch(const Change& change, const std::vector<std::string>& others)
    : change_(change), pointer_(change.pointer) {
  const Reach reach = expected_of(change.rule).reach;
  if (reach == Reach::beside || reach == Reach::beside_by_keyword) pointer_ = parent_of(pointer_);
  for (const std::string& other : others) {
    if (other != change.pointer && relation(pointer_, other) == Relation::below) others_.push_back(other);
  }
}

bool WitnessMatch::matches(const Violation& violation) const {
  const Expected expected = expected_of(change_.rule);
  const Relation place = relation(pointer_, violation.pointer);
  switch (expected.reach) {
    case Reach::at_place:
      return (place == Relation::same && is_of(expected.keywords, violation)) ||
             (change_.rule == "type" && is_not_of_object(violation));
    case Reach::parts:
      return place == Relation::below && !is_of_others(violation);
    case Reach::by_keyword:
      return is_at_or_below(place) && is_of(expected.keywords, violation) && !is_of_others(violation);
    case Reach::beside_by_keyword:
      return relation(pointer_, parent_of(violation.pointer)) == Relation::same && is_of(expected.keywords, violation);
    case Reach::below:
    case Reach::beside:
      break;
  }
  if (change_.rule.starts_with("member-") && is_not_of_object(violation)) return true;
  return is_at_or_below(place) && !is_of_others(violation);
}

/// A member that `not` refuses is reported where the object is.
bool WitnessMatch::is_not_of_object(const Violation& violation) const {
  return violation.schema.ends_with("/not") && !pointer_.empty() &&
         relation(parent_of(pointer_), violation.pointer) == Relation::same;
}

bool WitnessMatch::is_of_others(const Violation& violation) const {
  return std::any_of(others_.begin(), others_.end(), [&violation](const std::string& other) {
    return is_at_or_below(relation(other, violation.pointer));
  });
}

const Violation* WitnessMatch::first_of(const Violations& violations) const {
  const auto found = std::find_if(violations.begin(), violations.end(),
                                  [this](const Violation& violation) { return matches(violation); });
  return found == violations.end() ? nullptr : &*found;
}

Shown WitnessMatch::shown_by(const Violations& violations) const {
  const bool is_undecided = std::any_of(violations.begin(), violations.end(),
                                        [](const Violation& violation) { return is_of_json(violation.code); });
  if (is_undecided || first_of(violations) == nullptr) return Shown::no;
  const Reach reach = expected_of(change_.rule).reach;
  const bool wide = reach == Reach::below || reach == Reach::beside || reach == Reach::parts;
  bool whole = true;
  for (const Violation& violation : violations) {
    // What is wrong within alternatives may be all that is wrong with them.
    if (wide && is_of_others(violation)) return Shown::no;
    const bool around = violation.code == Code::combination && relation(violation.pointer, pointer_) != Relation::apart;
    whole = whole && (around || matches(violation));
  }
  return whole ? Shown::yes : Shown::partly;
}

}  // namespace thoth::comparison
