// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/schema.hpp"
#include "thoth/violation.hpp"

/// What may be shown of values: the one place that decides it, for violations, reports, excerpts and records.
namespace thoth {

/// What stands in place of a secret.
inline constexpr const char* secret_mark = "***";

/// True if the schema declares anything secret.
[[nodiscard]] bool has_secrets(const Schema& schema);
/// True if a text that is not known to be of the schema may hold a secret of it: it mentions a secret member's name, or
/// the schema has secrets without a name.
[[nodiscard]] bool may_hold_secrets(const Schema& schema, std::string_view text);

/// A secret within contents.
struct SecretValue {
  std::string pointer;
  ByteRange range;  ///< of the value in the text that was parsed
};

/// Contents without their secrets.
struct Masked {
  std::string text;                  ///< canonical JSON
  std::vector<SecretValue> secrets;  ///< that were masked, in order; empty: there was nothing to hide

  /// True if a pointer leads to a secret, or into one.
  [[nodiscard]] bool hides(std::string_view pointer) const;
};
[[nodiscard]] Masked mask(const Schema& schema, const json::Node& contents);

/// Takes out of violations what they tell of secrets: values (only their kind is left), names that were guessed from
/// them, and names of members within them that the schema does not declare, for which the pointer ends before them.
/// Where the contents are no JSON, there is no telling where in them a secret is, so that nothing of them is shown.
/// What is wrong with an entry other than its text stays as it is.
void conceal(const Schema& schema, Violations& violations);

/// The same of a text whose schema is not known, and that may hold a secret of some schema.
void conceal_all(Violations& violations);

}  // namespace thoth
