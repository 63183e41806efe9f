// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/declared_value.hpp"

#include <utility>

#include "thoth/json.hpp"
#include "thoth/validation.hpp"

namespace thoth::contract {

Result<std::string> declared_value(std::vector<Rule>& rules, RuleId rule, std::string_view text) {
  const auto refuse = [&](const Violation& violation) {
    return fail(ErrorCode::usage, "declaring", {},
                "the value " + std::string(text) + (violation.pointer.empty() ? "" : " at " + violation.pointer) +
                    ": " + violation.message());
  };
  const json::Parsed parsed = json::parse(text);
  if (!parsed.violations.empty()) return refuse(parsed.violations.front());
  // The rules are lent to a schema that starts with this one: a copy of them all took longer than validating the value.
  Schema schema{{}, {}, {}, std::move(rules)};
  schema.start = rule;
  const Violations violations = validate(schema, parsed.document->root());
  rules = std::move(schema.rules);
  if (!violations.empty()) return refuse(violations.front());
  std::string canonical;
  json::write(parsed.document->root(), canonical);
  return canonical;
}

}  // namespace thoth::contract
