// SPDX-License-Identifier: GPL-3.0-or-later
// A condition of --where, and after a line of --- a record's contents: it is refused with a reason, or it can be asked
// whether it holds; what is equal is not unequal, what is less is not greater, and a value matches itself.
#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "fuzz.hpp"
#include "program/builtin_types.hpp"
#include "reading/condition.hpp"

namespace thoth::fuzz {
namespace {

using cli::Condition;
using cli::RecordView;

/// Whether a condition holds; none if it is refused.
std::optional<bool> holds(const std::string& text, RecordView& view) {
  Result<Condition> parsed = Condition::parse(text);
  if (!parsed) {
    require(!parsed.error().text().empty(), "what is refused has a reason");
    return std::nullopt;
  }
  require(parsed->text() == text, "a condition is told as it was written");
  require(!parsed->found(view, nullptr).empty(), "what is there instead is told");
  return parsed->holds(view);
}

/// The same place and value with the other operators that compare for order; `equal`: whether they are equal.
void check_order(const std::string& place, const std::string& value, bool equal, RecordView& view) {
  const auto less = holds(place + " < " + value, view);
  if (!less) return;
  const bool at_most = *holds(place + "<=" + value, view);
  const bool greater = *holds(place + " >" + value, view);
  const bool at_least = *holds(place + ">= " + value, view);
  require(!(*less && at_least), "what is less is not at least as much");
  require(!(greater && at_most), "what is greater is not at most as much");
  require((*less || at_least) == (greater || at_most), "what has an order has it both ways");
  require(!equal || (!*less && !greater), "what is equal is neither less nor greater");
}

/// The same place and value with the other operators.
void check_operators(const std::string& place, const std::string& value, RecordView& view) {
  const auto equal = holds(place + '=' + value, view);
  if (!equal) return;
  require(holds(place + "!= " + value, view) == !*equal, "what is equal is not unequal");
  require(holds(place + "==" + value, view) == equal, "= may be written twice");
  if (const auto present = holds(place, view)) {
    require(*present == !*holds('!' + place, view), "what is present is not absent");
  }
  // Numbers are equal in other forms too, and in quotes a value may be another text.
  const auto match = holds(place + "~(?s)\\A" + re2::RE2::QuoteMeta(value) + "\\z", view);
  if (match) require(!*match || *equal, "a value matches itself");
  if (place.find('*') == std::string::npos && !value.starts_with('"')) check_order(place, value, *equal, view);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// What check_operators() may join: one alternative, of which no blank at an end gets lost.
bool is_plain(const std::string& text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  return !has(text, "|") && !text.empty() && !is_blank(text.front()) && !is_blank(text.back());
}

}  // namespace

void run(std::string_view text) {
  constexpr std::string_view line = "\n---\n";
  const auto end = text.find(line);
  const std::string condition(text.substr(0, end));
  // No file is read here.
  if (has(condition, "@")) return;
  const std::string value(end == std::string_view::npos ? "{}" : text.substr(end + line.size()));
  const std::vector<Header> headers{{"h", value}, {"null", std::nullopt}};
  const kafka::Record record{"thoth.repo-init", 0, {}, 1, 2, std::string_view(value).substr(0, 4), value, headers};
  RecordValidator validator(cli::builtin_types(), "");
  json::LazyTree contents(value);
  RecordView view(record, contents, validator);
  (void)holds(condition, view);
  (void)Condition::grep(condition);
  if (contents.root() == nullptr) return;
  const auto sign = condition.find_first_of("=!~<>");
  if (sign == std::string::npos) return;
  const std::string place = condition.substr(0, sign);
  const auto begin = condition.find_first_not_of("=!~<>", sign);
  const std::string compared = begin == std::string::npos ? "" : condition.substr(begin);
  if (is_plain(place) && is_plain(compared)) check_operators(place, compared, view);
}

}  // namespace thoth::fuzz
