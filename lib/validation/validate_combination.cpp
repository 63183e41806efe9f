// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "json/describe.hpp"
#include "thoth/nearest.hpp"
#include "validation/validator.hpp"

namespace thoth {

bool Validator::check_combinations(const Site& site) {
  const Constraints& all = *site.rule.constraints;
  if (all.discriminator) return check_discriminator(site);
  bool ok = true;
  if (all.ref && !goes_on(ok, check(*all.ref, site.node, site.evaluated))) return ok;
  if (all.dynamic_ref) {
    const RuleId target = dynamic_target(schema_, resources_, *all.dynamic_ref);
    if (!goes_on(ok, check(target, site.node, site.evaluated))) return ok;
  }
  for (const RuleId rule : all.all_of) {
    if (!goes_on(ok, check(rule, site.node, site.evaluated))) return ok;
  }
  if (!all.any_of.empty() && !goes_on(ok, check_any_of(site))) return ok;
  if (!all.one_of.empty() && !goes_on(ok, check_one_of(site))) return ok;
  if (all.not_rule && holds(*all.not_rule, site.node, nullptr)) {
    if (!goes_on(ok, refuse(Code::combination, site, "not", "a value that the schema under not rejects"))) return ok;
  }
  if (all.if_rule) goes_on(ok, check_condition(site));
  return ok;
}

/// Whether a rule holds, whatever is being collected; what it evaluated counts only if it does.
bool Validator::holds(RuleId rule, const json::Node& node, Indices* evaluated) {
  Violations* const outside = std::exchange(sink_, nullptr);
  Indices own;
  ++conditions_;
  const bool ok = check(rule, node, evaluated == nullptr ? nullptr : &own);
  --conditions_;
  if (ok && evaluated != nullptr) evaluated->add(own);
  sink_ = outside;
  return ok;
}

/// Checks a rule whose failure need not be the value's: what it finds goes to `found`, and what it evaluated counts
/// only if it holds.
bool Validator::attempt(const Site& site, RuleId rule, Violations& found) {
  Violations* const outside = std::exchange(sink_, quiet() ? nullptr : &found);
  Indices own;
  ++conditions_;
  const bool ok = check(rule, site.node, site.evaluated == nullptr ? nullptr : &own);
  --conditions_;
  if (ok && site.evaluated != nullptr) site.evaluated->add(own);
  sink_ = outside;
  return ok;
}

/// Such a rule asks for nothing beside: what its alternatives have in common is in each of them. Where none is chosen,
/// what they have in common is checked alone; of what is no object, the alternatives after that.
bool Validator::check_discriminator(const Site& site) {
  const Constraints& all = *site.rule.constraints;
  if (const RuleId* const chosen = chosen_rule(all, site.node)) return check(*chosen, site.node, site.evaluated);
  bool ok = true;
  const std::size_t before = quiet() ? 0 : sink_->size();
  for (const RuleId rule : all.all_of) {
    if (!goes_on(ok, check(rule, site.node, site.evaluated))) return ok;
  }
  if (site.node.kind != json::Kind::object) return ok && check_any_of(site);
  const bool is_cut_off = site.node.end == 0 && site.node.find(all.discriminator->member) == nullptr;
  if (is_cut_off || quiet()) return is_cut_off && ok;
  std::string pointer;
  append_pointer(pointer);
  append_pointer_token(all.discriminator->member, pointer);
  const bool is_told = std::any_of(sink_->begin() + static_cast<std::ptrdiff_t>(before), sink_->end(),
                                   [&pointer](const Violation& violation) { return violation.pointer == pointer; });
  return is_told ? ok : refuse_discriminator(site);
}

/// Reports a member that chooses no alternative, or that is not there.
bool Validator::refuse_discriminator(const Site& site) {
  const Discriminator& discriminator = *site.rule.constraints->discriminator;
  const json::Node* const value = site.node.find(discriminator.member);
  const Code code = value == nullptr ? Code::missing : Code::value;
  const json::Node& node = value == nullptr ? site.node : *value;
  const std::string_view name = discriminator.member;
  path_.push_back({&name, 0});
  if (counts()) {
    count(code, node, discriminator.location);
  } else {
    const bool guess = value != nullptr && value->kind == json::Kind::string && takes_suggestion();
    std::string hint = guess ? nearest(value->text, discriminator.names.words).value_or("") : "";
    if (value == nullptr) hint = twin_hint(site, name);
    report(code, node, discriminator.names.text, value == nullptr ? "" : json::describe(*value), std::move(hint),
           discriminator.location);
  }
  path_.pop_back();
  return false;
}

bool Validator::check_any_of(const Site& site) {
  const auto& branches = site.rule.constraints->any_of;
  std::vector<Attempt> failed;
  bool ok = false;
  for (std::size_t i = 0; i < branches.size() && (!ok || site.evaluated != nullptr); ++i) {
    Attempt tried{i, {}};
    if (attempt(site, branches[i], tried.violations)) {
      ok = true;
    } else if (!quiet()) {
      failed.push_back(std::move(tried));
    }
  }
  return ok || refuse_all(site, "anyOf", branches, std::move(failed));
}

bool Validator::check_one_of(const Site& site) {
  const auto& branches = site.rule.constraints->one_of;
  std::vector<Attempt> failed;
  std::vector<std::size_t> taken;
  for (std::size_t i = 0; i < branches.size() && taken.size() < 2; ++i) {
    Attempt tried{i, {}};
    if (attempt(site, branches[i], tried.violations)) {
      taken.push_back(i);
    } else if (!quiet()) {
      failed.push_back(std::move(tried));
    }
  }
  if (taken.size() == 1) return true;
  if (taken.empty()) return refuse_all(site, "oneOf", branches, std::move(failed));
  if (quiet()) return false;
  return refuse(Code::combination, site, "oneOf",
                "a value that matches exactly one of " + std::to_string(branches.size()) + " alternatives",
                "it matches both /oneOf/" + std::to_string(taken[0]) + " and /oneOf/" + std::to_string(taken[1]));
}

/// How far a value is from an alternative. Another type is farther than any number of faults; then comes a member that
/// says by its constant which alternative was meant.
std::size_t Validator::distance(const json::Node& node, RuleId branch, const Violations& violations) const {
  constexpr std::size_t other_kind = std::size_t{1} << 40U;
  constexpr std::size_t other_mark = std::size_t{1} << 20U;
  std::string pointer;
  append_pointer(pointer);
  const std::size_t depth = pointer.size();
  std::size_t sum = is_impossible(schema_.rules[branch]) ? 2 * other_kind : 0;
  for (const Violation& violation : violations) {
    const bool here = violation.pointer.size() == depth;
    const bool of_kind = violation.code == Code::type || violation.code == Code::null;
    const bool of_mark = violation.schema.ends_with("/const") || violation.schema.ends_with("/enum") ||
                         violation.schema.ends_with("/discriminator");
    const bool member = violation.pointer.find('/', depth + 1) == std::string::npos;
    if (here && of_kind && violation.place.offset == node.begin) sum += other_kind;
    sum += of_mark && member ? other_mark : 1;
  }
  return sum;
}

/// None of the alternatives holds: says so, and what keeps the value from the closest.
bool Validator::refuse_all(const Site& site, std::string_view keyword, const std::vector<RuleId>& branches,
                           std::vector<Attempt> attempts) {
  if (quiet()) return false;
  const auto closest = std::min_element(attempts.begin(), attempts.end(), [&](const Attempt& a, const Attempt& b) {
    return distance(site.node, branches[a.branch], a.violations) <
           distance(site.node, branches[b.branch], b.violations);
  });
  refuse(Code::combination, site, keyword,
         (keyword == "oneOf" ? "one of " : "any of ") + std::to_string(branches.size()) + " alternatives",
         "the closest is " + keyword_location(schema_.rules[branches[closest->branch]], "") + "; " +
             std::string(explained));
  sink_->insert(sink_->end(), std::make_move_iterator(closest->violations.begin()),
                std::make_move_iterator(closest->violations.end()));
  return false;
}

bool Validator::check_condition(const Site& site) {
  const Constraints& all = *site.rule.constraints;
  const bool applies = holds(*all.if_rule, site.node, site.evaluated);
  const auto& consequence = applies ? all.then_rule : all.else_rule;
  Violations found;
  if (!consequence || attempt(site, *consequence, found)) return true;
  if (quiet()) return false;
  refuse(Code::combination, site, applies ? "then" : "else",
         std::string("a value that matches ") +
             (applies ? "then, because it matches if" : "else, because it does not match if"),
         std::string(explained));
  sink_->insert(sink_->end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  return false;
}

}  // namespace thoth
