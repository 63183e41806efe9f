// SPDX-License-Identifier: GPL-3.0-or-later
// A condition of --where, and after a line of --- a record's contents: it is refused with a reason, or it can be asked
// whether it holds; what is equal is not unequal, and matches itself.
#include <re2/re2.h>

#include <optional>
#include <vector>

#include "fuzz.hpp"
#include "reading/filter.hpp"

namespace thoth::fuzz {
namespace {

using cli::Condition;

/// Whether a condition on the contents holds; none if it is refused.
std::optional<bool> holds(const std::string& condition, const kafka::Record& record, json::LazyTree& contents) {
  const Result<Condition> parsed = Condition::parse(condition);
  if (!parsed) {
    require(!parsed.error().text().empty(), "what is refused has a reason");
    return std::nullopt;
  }
  require(parsed->text() == condition, "a condition is told as it was written");
  require(!parsed->found(record, contents, nullptr).empty(), "what is there instead is told");
  return parsed->holds(record, contents);
}

/// The same place and value with the other operators.
void check_operators(const std::string& place, const std::string& value, const kafka::Record& record,
                     json::LazyTree& contents) {
  const auto equal = holds(place + '=' + value, record, contents);
  if (!equal) return;
  require(holds(place + "!=" + value, record, contents) == !*equal, "what is equal is not unequal");
  require(holds(place, record, contents) == !*holds('!' + place, record, contents), "what is present is not absent");
  const auto match = holds(place + "~(?s)\\A" + re2::RE2::QuoteMeta(value) + "\\z", record, contents);
  if (match) require(*match == *equal, "a value matches itself, and nothing else does");
}

}  // namespace

void run(std::string_view text) {
  constexpr std::string_view line = "\n---\n";
  const auto end = text.find(line);
  const std::string condition(text.substr(0, end));
  const std::string value(end == std::string_view::npos ? "{}" : text.substr(end + line.size()));
  const std::vector<Header> headers{{"h", value}, {"null", std::nullopt}};
  const kafka::Record record{"topic", 0, 1, 2, std::string_view(value).substr(0, 4), value, headers};
  json::LazyTree contents(value);
  (void)holds(condition, record, contents);
  if (contents.root() == nullptr) return;
  const auto sign = condition.find_first_of("=!~");
  if (sign == std::string::npos) return;
  check_operators(condition.substr(0, sign), condition.substr(sign + 1), record, contents);
}

}  // namespace thoth::fuzz
