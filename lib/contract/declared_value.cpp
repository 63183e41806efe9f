#include "contract/declared_value.hpp"

#include <utility>

#include "thoth/json.hpp"
#include "thoth/validation.hpp"

namespace thoth::contract {

Result<std::string> declared_value(const std::vector<Rule>& rules, RuleId rule, std::string_view text,
                                   std::string subject) {
  const auto refuse = [&](const Violation& violation) {
    return fail(ErrorCode::usage, "declaring", std::move(subject),
                "the value " + std::string(text) + (violation.pointer.empty() ? "" : " at " + violation.pointer) +
                    ": " + violation.message());
  };
  const json::Parsed parsed = json::parse(text);
  if (!parsed.violations.empty()) return refuse(parsed.violations.front());
  // The rule takes the root's seat, so that what is judged is this value alone.
  Schema schema{{}, {}, {}, rules};
  schema.rules.front() = rules[rule];
  const Violations violations = validate(schema, parsed.document->root());
  if (!violations.empty()) return refuse(violations.front());
  std::string canonical;
  json::write(parsed.document->root(), canonical);
  return canonical;
}

}  // namespace thoth::contract
