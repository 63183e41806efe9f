// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/condition_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view bar = "||";
constexpr std::string_view signs = "=!<>~";

constexpr std::array<std::pair<std::string_view, Operator>, 8> operators{{{"=", Operator::equal},
                                                                          {"==", Operator::equal},
                                                                          {"!=", Operator::unequal},
                                                                          {"~", Operator::match},
                                                                          {"<", Operator::less},
                                                                          {"<=", Operator::at_most},
                                                                          {">", Operator::greater},
                                                                          {">=", Operator::at_least}}};

/// What other languages write, and what it is here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> foreign{
    {{"=~", "~"}, {"===", "="}, {"!==", "!="}, {"<>", "!="}, {"=<", "<="}, {"=>", ">="}}};

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// Where the operator or the bar is that ends a field. In a pointer ~0 and ~1 are no operators.
std::size_t end_of_field(std::string_view text) {
  const bool is_pointer = text.starts_with('/');
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (text[at] == '=' || text[at] == '<' || text[at] == '>' || text.substr(at).starts_with(bar)) return at;
    if (text[at] == '!' && (next == '=' || next == '~')) return at;
    if (text[at] == '~' && !(is_pointer && (next == '0' || next == '1'))) return at;
  }
  return text.size();
}

/// After ~ all belongs to the regular expression.
std::string_view sign_of(std::string_view text) {
  return text.starts_with('~') ? text.substr(0, 1) : text.substr(0, text.find_first_not_of(signs));
}

Result<Operator> operator_of(std::string_view sign) {
  const auto* const found =
      std::find_if(operators.begin(), operators.end(), [sign](const auto& one) { return one.first == sign; });
  if (found != operators.end()) return found->second;
  const auto* const meant =
      std::find_if(foreign.begin(), foreign.end(), [sign](const auto& one) { return one.first == sign; });
  const std::string hint = meant == foreign.end() ? "" : fmt::format("; write {}", meant->second);
  return refuse_condition(fmt::format("unknown operator {}{}", sign, hint),
                          fmt::format("{}; put a value that begins with such a sign in double quotes", all_operators));
}

/// How many bytes of a value belong to the double quotes that it begins with: 0 if it is not in quotes.
std::size_t read_quoted(std::string_view text, std::optional<std::string>& quoted) {
  if (!text.starts_with('"')) return 0;
  const json::Parsed parsed = json::parse_prefix(text);
  if (!parsed.document) return 0;
  const std::string_view rest = trimmed(text.substr(parsed.end));
  if (!rest.empty() && !rest.starts_with(bar)) return 0;
  quoted = parsed.document->root().text;
  return parsed.end;
}

bool is_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower_case(b); });
}

/// Whether a second condition follows what joins two in other languages: &&, and, or.
Result<void> check_joins(std::string_view text) {
  for (std::size_t at = text.find_first_of("&aAoO"); at != std::string_view::npos;
       at = text.find_first_of("&aAoO", at + 1)) {
    const std::string_view rest = text.substr(at);
    const bool is_and = is_word(rest, "&&") || is_word(rest, "and ");
    if (!is_and && !is_word(rest, "or ")) continue;
    const bool is_apart = at == 0 || blanks.find(text[at - 1]) != std::string_view::npos || text[at] == '&';
    const std::string_view next = trimmed(rest.substr(is_word(rest, "and ") ? 3 : 2));
    if (!is_apart || (!next.starts_with('/') && !next.starts_with("!/"))) continue;
    if (is_and)
      return refuse_condition("this joins two conditions", "give each its own --where: all of them must hold");
    return refuse_condition("this joins two conditions", "write || between alternatives, as in /a=1 || /b=2");
  }
  return {};
}

/// Reads alternatives from the front of a text.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : rest_(text) {}

  Result<std::vector<ConditionParts>> split() {
    std::vector<ConditionParts> alternatives;
    do {
      ConditionParts parts = THOTH_TRY(alternative());
      alternatives.push_back(std::move(parts));
    } while (skip_bar());
    return alternatives;
  }

 private:
  bool skip_bar() {
    if (!rest_.starts_with(bar)) return false;
    rest_.remove_prefix(bar.size());
    return true;
  }

  /// Up to the next bar.
  std::string_view take(std::size_t size) {
    const std::string_view taken = trimmed(rest_.substr(0, size));
    rest_.remove_prefix(std::min(size, rest_.size()));
    return taken;
  }

  Result<ConditionParts> alternative() {
    skip_blanks();
    ConditionParts parts;
    if (rest_.starts_with('!')) {
      rest_.remove_prefix(1);
      skip_blanks();
      parts.op = Operator::absent;
      parts.field = take(end_of_field(rest_));
      THOTH_TRY(check_joins(parts.field));
      if (!rest_.empty() && !rest_.starts_with(bar)) {
        return refuse_condition("! asks only whether a field is absent", "write FIELD!=VALUE for another value");
      }
    } else {
      parts.field = take(end_of_field(rest_));
      THOTH_TRY(check_joins(parts.field));
      if (!rest_.empty() && !rest_.starts_with(bar)) THOTH_TRY(comparison(parts));
    }
    if (parts.field.empty()) return refuse_condition("a field is missing", "write POINTER=VALUE, as in /a=1");
    return parts;
  }

  Result<void> comparison(ConditionParts& parts) {
    parts.sign = sign_of(rest_);
    parts.op = THOTH_TRY(operator_of(parts.sign));
    rest_.remove_prefix(parts.sign.size());
    skip_blanks();
    std::size_t size = parts.op == Operator::match ? 0 : read_quoted(rest_, parts.quoted);
    if (size == 0) size = rest_.find(bar);
    parts.value = take(size);
    skip_blanks();
    return parts.quoted ? Result<void>() : check_joins(parts.value);
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size())); }

  std::string_view rest_;
};

}  // namespace

tl::unexpected<Error> refuse_condition(std::string reason, std::string advice) {
  return fail(ErrorCode::usage, "", "", std::move(reason), std::move(advice));
}

Result<std::vector<ConditionParts>> split_condition(std::string_view text) {
  return Splitter(text).split();
}

}  // namespace thoth::cli
