// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reading/operand.hpp"
#include "reading/record_view.hpp"
#include "thoth/error.hpp"
#include "thoth/json_pointer.hpp"
#include "validation/secrets.hpp"

namespace thoth::cli {

/// What of a record a condition looks at.
class RecordField {
 public:
  /// In the order of what it costs to read them.
  enum class Kind : std::uint8_t {
    topic,
    partition,
    offset,
    timestamp,
    size,
    schema_id,
    schema_guid,
    key,
    key_schema_id,
    key_schema_guid,
    header,
    value,     ///< its bytes
    anything,  ///< key, value, and headers with their names
    contents,  ///< of the value, by a JSON pointer in which * is any element or member
    valid,
    code,  ///< of its violations
  };
  using Visit = std::function<bool(const Operand&)>;

  /// Reads a JSON pointer, header:NAME, or another kind's name. `rest` is what follows it, for advice. Errors: usage;
  /// the caller adds what was being read.
  static Result<RecordField> parse(const std::string& text, const std::string& rest = "");
  static RecordField anything() { return RecordField(Kind::anything); }

  [[nodiscard]] Kind kind() const { return kind_; }
  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// False if there is nothing to look at: contents that are not JSON.
  [[nodiscard]] bool is_readable(RecordView& view) const { return kind_ != Kind::contents || view.root() != nullptr; }
  /// Calls `visit` with each value of the field until it returns true; false if it never does.
  bool any_of(RecordView& view, const Visit& visit) const;
  /// The same of contents at hand.
  bool any_within(const json::Node& contents, const Visit& visit) const;
  /// True if the pointer leads to a secret, or into one.
  [[nodiscard]] bool leads_to(const std::vector<SecretValue>& secrets) const;

 private:
  explicit RecordField(Kind kind) : kind_(kind) {}

  Kind kind_;
  std::string text_;
  std::string header_;
  std::vector<std::string> steps_;  ///< of the pointer
  std::vector<json::Pointer> way_;  ///< the pointer's parts between its steps *
};

}  // namespace thoth::cli
