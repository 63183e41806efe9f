// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/token_index.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "validation/secrets.hpp"

namespace thoth::test {

/// What the strict path makes of a text.
struct Strictly {
  Violations violations;
  std::string wire;
};

inline Strictly strictly(const Schema* schema, std::string_view text, const ValidationOptions& options) {
  Strictly result;
  auto parsed = json::parse(text);
  result.violations = std::move(parsed.violations);
  if (schema != nullptr) conceal(*schema, result.violations);
  if (!result.violations.empty()) {
    const json::Document* read = parsed.document ? parsed.document.get() : parsed.cut_off.get();
    if (schema == nullptr || read == nullptr) return result;
    for (auto& violation : validate(*schema, read->root(), options)) result.violations.push_back(std::move(violation));
    sort_by_place(result.violations);
    return result;
  }
  const auto& root = parsed.document->root();
  if (schema == nullptr) {
    json::write(root, result.wire);
    return result;
  }
  result.violations = validate(*schema, root, options);
  if (result.violations.empty()) write_wire(*schema, root, options, result.wire);
  return result;
}

inline bool same(const Violation& a, const Violation& b) {
  return a.code == b.code && a.pointer == b.pointer && a.place == b.place && a.message() == b.message();
}

/// Validates with an index and without, for a type (or none if null), and holds it against the strict path.
class Comparison {
 public:
  explicit Comparison(ValidationOptions options) : options_(options), validator_(std::move(options)) {}

  void compare(const Schema* schema, std::string_view text) {
    // A MessageValidator is given the value alone, without the white space around it.
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return;
    const std::string value(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
    const auto expected = strictly(schema, value, options_);
    const auto indexed = json::index_value(value, index_);
    json::Text plain;
    plain.bytes = value;
    check(expected, schema, indexed);
    check(expected, schema, plain);
    if (schema != nullptr) check_open_ended(*schema, value, indexed);
    valid_ += expected.violations.empty() ? 1 : 0;
    ++compared_;
  }

  [[nodiscard]] int valid() const { return valid_; }
  [[nodiscard]] int compared() const { return compared_; }
  /// Those that were passed without their end being known, and those of them after which more stood.
  [[nodiscard]] int passed() const { return passed_; }
  [[nodiscard]] int passed_in_part() const { return passed_in_part_; }

 private:
  void check(const Strictly& expected, const Schema* schema, const json::Text& contents) {
    const auto& result =
        schema != nullptr ? validator_.validate(*schema, contents) : validator_.validate_untyped(contents);
    CAPTURE(contents.bytes);
    CAPTURE((contents.first != nullptr));
    REQUIRE(result.violations.size() == expected.violations.size());
    for (std::size_t i = 0; i < expected.violations.size(); ++i) {
      REQUIRE(same(result.violations[i], expected.violations[i]));
    }
    if (!result.valid()) return;
    REQUIRE(result.wire == expected.wire);
    // What is canonical already must go out as the very bytes of the contents.
    REQUIRE(result.canonical == (result.wire.data() == contents.bytes.data()));
    if (result.canonical) REQUIRE(result.wire == contents.bytes);
  }

  /// What is passed without its end being known is valid up to where it is said to end, and what is valid on the fast
  /// path is passed whole.
  void check_open_ended(const Schema& schema, const std::string& value, const json::Text& indexed) {
    const std::string line = value + "\n";
    json::TokenIndex index;
    if (index.make(std::string_view(line).substr(0, value.size())) != json::TokenIndex::Made::yes) return;
    if (index.begin() == index.end()) return;
    const auto* const after =
        validator_.end_of_valid(schema, {line, index.base(), index.begin(), index.end(), index.backslashes()});
    CAPTURE(value);
    REQUIRE((after != nullptr || !validator_.valid_on_fast_path(schema, indexed)));
    if (after == nullptr) return;
    REQUIRE(after > index.begin());
    REQUIRE(after <= index.end());
    const auto passed = std::string_view(value).substr(0, after[-1] + 1);
    REQUIRE(strictly(&schema, passed, options_).violations.empty());
    ++passed_;
    if (passed.size() != value.size()) ++passed_in_part_;
  }

  ValidationOptions options_;
  MessageValidator validator_;
  json::TokenIndex index_;
  int valid_ = 0;
  int compared_ = 0;
  int passed_ = 0;
  int passed_in_part_ = 0;
};

/// Validating as it is, strictly, and with members filled in.
inline std::vector<ValidationOptions> all_options() {
  ValidationOptions strict;
  strict.strict = Strict::yes;
  ValidationOptions filled;
  filled.fill_ins = {{"component_name", "tests"}, {"service_version", "0 \"1\""}, {"title", "T"}, {"count", "1"}};
  return {ValidationOptions{}, strict, filled};
}

}  // namespace thoth::test
