// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/comparison.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <chrono>
#include <compare>
#include <string_view>
#include <utility>

#include "base/characters.hpp"
#include "base/read_file.hpp"
#include "json/scanner.hpp"
#include "reading/offset_spec.hpp"
#include "reading/regex.hpp"
#include "thoth/nearest.hpp"

namespace thoth::cli {
namespace {

using FieldKind = RecordField::Kind;
using Values = std::vector<std::string>;

bool is_number(std::string_view text) {
  const bool may_be = !text.empty() && (text.front() == '-' || json::is_digit(text.front()));
  return may_be && json::Scanner(text).number(text.data()) == text.data() + text.size();
}

std::string number_key(std::string_view token) {
  std::string key;
  json::Decimal(token).append_key(key);
  return key;
}

bool is_one_of(const Values& sorted, std::string_view text) {
  return std::binary_search(sorted.begin(), sorted.end(), text, std::less<>());
}

/// The words of the codes that a record can have.
Values code_names() {
  Values names;
  for (int code = 0; code <= static_cast<int>(Code::combination); ++code) {
    const auto each = static_cast<Code>(code);
    if (each != Code::entry_shape && each != Code::unknown_topic) names.emplace_back(name(each));
  }
  return names;
}

Result<std::string> code_value(const std::string& value) {
  const Values names = code_names();
  if (std::find(names.begin(), names.end(), value) != names.end()) return value;
  const auto near = nearest(value, names);
  return refuse_condition(fmt::format("\"{}\" is not a violation's code{}", value,
                                      near ? fmt::format("; did you mean {}?", *near) : std::string()),
                          fmt::format("codes: {}", fmt::join(names, ", ")));
}

Result<std::string> time_value(const std::string& value) {
  const auto spec = parse_offset('@' + value, std::chrono::system_clock::now());
  if (spec && spec->from.kind == OffsetPoint::Kind::time && !spec->to) return std::to_string(spec->from.value);
  return refuse_condition(fmt::format("\"{}\" is not a time", value),
                          "write 2026-01-15T10:00:00Z, 2026-01-15, milliseconds since 1970, or -1h for an hour ago");
}

/// A value as the record's are written, if the field can have it.
Result<std::string> field_value(const std::string& value, FieldKind kind) {
  switch (kind) {
    case FieldKind::partition:
    case FieldKind::offset:
    case FieldKind::size:
    case FieldKind::schema_id:
    case FieldKind::key_schema_id:
      if (is_number(value)) return value;
      return refuse_condition(fmt::format("\"{}\" is not a number", value), "this field is compared with numbers");
    case FieldKind::timestamp:
      return time_value(value);
    case FieldKind::valid:
      if (value == "true" || value == "false") return value;
      return refuse_condition(fmt::format("\"{}\" is neither true nor false", value),
                              "write valid, !valid or valid=false");
    case FieldKind::code:
      return code_value(value);
    default:
      return value;
  }
}

Result<Values> lines_of(const std::string& path) {
  const std::string content = THOTH_TRY(read_file(path));
  Values lines;
  for (std::string_view rest = content; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.emplace_back(line);
  }
  if (lines.empty()) return fail(ErrorCode::usage, "reading", path, "it holds no value", "write one on each line");
  return lines;
}

Result<Values> values_of(const ConditionParts& parts) {
  if (parts.quoted) return Values{*parts.quoted, parts.value};
  const bool is_list = parts.op == Operator::equal || parts.op == Operator::unequal;
  if (!is_list || !parts.value.starts_with('@')) return Values{parts.value};
  if (parts.value.starts_with("@@")) return Values{parts.value.substr(1)};
  return lines_of(parts.value.substr(1));
}

bool is_kafkas_number(FieldKind kind) {
  return kind == FieldKind::partition || kind == FieldKind::offset || kind == FieldKind::size ||
         kind == FieldKind::timestamp;
}

Result<void> check_operator(const ConditionParts& parts, FieldKind kind) {
  const bool is_order = parts.op >= Operator::less;
  const bool is_presence = parts.op == Operator::present || parts.op == Operator::absent;
  if (is_presence && (kind == FieldKind::topic || (is_kafkas_number(kind) && kind != FieldKind::timestamp))) {
    return refuse_condition("every record has one", fmt::format("compare it, as in {}=VALUE", parts.field));
  }
  if (parts.op == Operator::match && (is_kafkas_number(kind) || kind == FieldKind::valid)) {
    return refuse_condition(fmt::format("{} is not text, which ~ looks at", parts.field), "use = != < <= > >=");
  }
  if (is_order && (kind == FieldKind::valid || kind == FieldKind::code)) {
    return refuse_condition(fmt::format("{} has no order", parts.field), "use = or !=");
  }
  if (is_order && parts.value.empty())
    return refuse_condition(fmt::format("a value is missing after {}", parts.sign), "");
  return {};
}

}  // namespace

Result<Comparison> Comparison::match(const std::string& regex, const std::string& option) {
  Comparison comparison(Operator::match);
  comparison.regex_ = THOTH_TRY(compile_regex(regex, option));
  return comparison;
}

Result<Comparison> Comparison::parse(const ConditionParts& parts, FieldKind kind) {
  THOTH_TRY(check_operator(parts, kind));
  if (parts.op == Operator::match) return match(parts.value, fmt::format("--where {}~{}", parts.field, parts.value));
  Comparison comparison(parts.op);
  if (parts.sign.empty()) {
    if (kind != FieldKind::valid) return comparison;
    // "valid" is there for every record: what is asked is whether it is true.
    comparison.set_values({parts.op == Operator::present ? "true" : "false"});
    comparison.op_ = Operator::equal;
    return comparison;
  }
  Values values = THOTH_TRY(values_of(parts));
  // Of a value in quotes, what it was written as is only for records with quotes in their text.
  if (parts.quoted && (kind >= FieldKind::valid || is_kafkas_number(kind))) values.resize(1);
  for (std::string& value : values) {
    value = THOTH_TRY(field_value(value, kind));
  }
  comparison.set_values(std::move(values));
  return comparison;
}

void Comparison::set_values(Values values) {
  if (is_number(values.front())) number_.emplace(values.front());
  values_ = std::move(values);
  if (op_ >= Operator::less) return;
  for (const std::string& value : values_) {
    if (is_number(value)) number_keys_.push_back(number_key(value));
  }
  std::sort(values_.begin(), values_.end());
  std::sort(number_keys_.begin(), number_keys_.end());
}

bool Comparison::fits(const Operand& operand) const {
  switch (op_) {
    case Operator::present:
    case Operator::absent:
      return true;
    case Operator::equal:
    case Operator::unequal:
      return equals(operand);
    case Operator::match:
      return matches(operand);
    default:
      return is_in_order(operand);
  }
}

bool Comparison::equals(const Operand& operand) const {
  if (operand.kind == Operand::Kind::nothing) return false;
  if (operand.kind == Operand::Kind::container) {
    const auto is_container = [](const std::string& value) { return value.starts_with('{') || value.starts_with('['); };
    if (std::none_of(values_.begin(), values_.end(), is_container)) return false;
    std::string text;
    json::write(*operand.node, text);
    return is_one_of(values_, text);
  }
  if (is_one_of(values_, operand.text)) return true;
  const bool is_numeric = operand.kind == Operand::Kind::number && !number_keys_.empty();
  return is_numeric && is_one_of(number_keys_, number_key(operand.text));
}

bool Comparison::matches(const Operand& operand) const {
  if (operand.kind == Operand::Kind::nothing) return false;
  std::string written;
  if (operand.kind == Operand::Kind::container) json::write(*operand.node, written);
  const std::string_view text = operand.kind == Operand::Kind::container ? written : operand.text;
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex_);
}

bool Comparison::is_in_order(const Operand& operand) const {
  if (operand.kind != Operand::Kind::text && operand.kind != Operand::Kind::number) return false;
  const std::strong_ordering order = number_ && is_number(operand.text)
                                         ? json::Decimal(operand.text) <=> *number_
                                         : operand.text <=> std::string_view(values_.front());
  switch (op_) {
    case Operator::less:
      return std::is_lt(order);
    case Operator::at_most:
      return std::is_lteq(order);
    case Operator::greater:
      return std::is_gt(order);
    default:
      return std::is_gteq(order);
  }
}

}  // namespace thoth::cli
