// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/lazy_tree.hpp"
#include "thoth/error.hpp"
#include "thoth/json_pointer.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/schema.hpp"

namespace re2 {
class RE2;
}

namespace thoth::cli {

/// One condition of --where on a record: what is looked at, and what must hold of it. A record that is no JSON fulfils
/// none that looks at contents.
class Condition {
 public:
  /// Reads PLACE=VALUE, PLACE!=VALUE, PLACE~REGEX, PLACE and !PLACE; a PLACE is a JSON pointer into the contents, key,
  /// or header:NAME. Errors: usage (a malformed pointer or regular expression, another PLACE).
  static Result<Condition> parse(const std::string& text);

  /// `contents` holds the record's value, and is parsed if the condition looks at it.
  [[nodiscard]] bool holds(const kafka::Record& record, json::LazyTree& contents) const;
  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// What the record has in that place: "it is "x"", "it is absent", to say why it does not hold. Of a secret of
  /// `schema` only that it is one; null: there are none to hide.
  [[nodiscard]] std::string found(const kafka::Record& record, json::LazyTree& contents, const Schema* schema) const;

 private:
  enum class At : std::uint8_t { contents, key, header };
  enum class Test : std::uint8_t { equal, unequal, match, present, absent };

  Condition() = default;
  Result<void> parse_place(const std::string& place);
  [[nodiscard]] bool fits(std::string_view text) const;
  [[nodiscard]] const json::Node* root_of(const kafka::Record& record, json::LazyTree& contents) const;
  [[nodiscard]] std::string found_in(const kafka::Record& record, const json::Node* root) const;
  [[nodiscard]] std::vector<std::string> texts(const kafka::Record& record, const json::Node* root) const;
  [[nodiscard]] bool is_there(const kafka::Record& record, const json::Node* root) const;

  std::string text_;
  At place_ = At::contents;
  Test test_ = Test::present;
  std::optional<json::Pointer> pointer_;
  std::string header_;
  std::string value_;
  std::shared_ptr<const re2::RE2> regex_;  ///< shared, so that a Condition can be copied
};

/// Whether a record fulfils all conditions.
struct Filtering {
  bool matches = true;
  const Condition* only_miss = nullptr;  ///< the one that does not hold, where all others do
};

/// All conditions of --where.
class RecordFilter {
 public:
  /// Errors: usage.
  static Result<RecordFilter> parse(const std::vector<std::string>& conditions);

  [[nodiscard]] bool empty() const { return conditions_.empty(); }
  /// `contents` holds the record's value, and is parsed if a condition looks at it.
  [[nodiscard]] Filtering filter(const kafka::Record& record, json::LazyTree& contents) const;

 private:
  std::vector<Condition> conditions_;
};

}  // namespace thoth::cli
