// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "reading/comparison.hpp"
#include "reading/pointer_use.hpp"
#include "reading/record_field.hpp"
#include "reading/record_view.hpp"
#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::cli {

/// One condition on a record, of --where or --grep: alternatives, of which one must hold. Of a record whose value is
/// not JSON, none holds that looks at contents.
class Condition {
 public:
  /// Reads FIELD OPERATOR VALUE, FIELD or !FIELD, with || between alternatives. Errors: usage.
  static Result<Condition> parse(const std::string& text);
  /// That the key, the value, or a header or its name matches. Errors: usage.
  static Result<Condition> grep(const std::string& regex);

  /// Reads of the record what it needs, and no more. Counts in which records pointers were found.
  [[nodiscard]] bool holds(RecordView& view);
  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// What the record has instead: "it is "x"", "it is absent", to say why it does not hold. Of a secret of `schema`
  /// only that it is secret; a null schema hides nothing.
  [[nodiscard]] std::string found(RecordView& view, const Schema* schema) const;
  /// What is the most costly to read of what it looks at.
  [[nodiscard]] RecordField::Kind cost() const;
  /// Of each pointer that no record had, a sentence.
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  struct Alternative {
    RecordField field;
    Comparison comparison;
    PointerUse use;

    [[nodiscard]] bool holds(RecordView& view);
  };

  std::string text_;
  std::vector<Alternative> alternatives_;
};

}  // namespace thoth::cli
