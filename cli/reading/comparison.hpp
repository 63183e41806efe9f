// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "json/decimal.hpp"
#include "reading/condition_parts.hpp"
#include "reading/operand.hpp"
#include "reading/record_field.hpp"
#include "thoth/error.hpp"

namespace re2 {
class RE2;
}

namespace thoth::cli {

/// What a condition asks of a field's values: an operator, and what follows it.
///
/// Numbers are compared by their exact value where both sides are numbers, else texts byte by byte; but what is text in
/// the record equals only the same text. true, false, null, arrays and objects have no order.
class Comparison {
 public:
  /// For a field of this kind. Reads the file of `@FILE`, which holds a value a line, for = and !=. Errors: usage (an
  /// operator that the field does not have, a value that it cannot have, an unreadable file); where they are not of the
  /// file, the caller adds what was being read.
  static Result<Comparison> parse(const ConditionParts& parts, RecordField::Kind kind);
  /// Errors: usage (what is wrong with the regular expression that `option` gave).
  static Result<Comparison> match(const std::string& regex, const std::string& option);

  /// True if a value fits. Of a field with several values one that fits is enough.
  [[nodiscard]] bool fits(const Operand& operand) const;
  /// True if the condition holds where no value fits, and only there: of != and !FIELD.
  [[nodiscard]] bool is_negative() const { return op_ == Operator::absent || op_ == Operator::unequal; }
  [[nodiscard]] Operator op() const { return op_; }

 private:
  explicit Comparison(Operator op) : op_(op) {}

  void set_values(std::vector<std::string> values);
  [[nodiscard]] bool equals(const Operand& operand) const;
  [[nodiscard]] bool matches(const Operand& operand) const;
  [[nodiscard]] bool is_in_order(const Operand& operand) const;

  Operator op_;
  std::vector<std::string> values_;        ///< in order
  std::vector<std::string> number_keys_;   ///< of the values that are numbers, in order
  std::optional<json::Decimal> number_;    ///< of the first value
  std::shared_ptr<const re2::RE2> regex_;  ///< shared, so that a Comparison can be copied
};

}  // namespace thoth::cli
