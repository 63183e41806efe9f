// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/cut_text.hpp"
#include "json/lazy_tree.hpp"
#include "reading/value_text.hpp"
#include "thoth/json.hpp"
#include "validation/secrets.hpp"

namespace thoth::cli {
namespace {

using FieldKind = RecordField::Kind;

/// An error of a part, told of the whole. One that has a subject of its own, such as a file, stays as it is.
tl::unexpected<Error> of_condition(Error error, const std::string& text) {
  if (error.doing.empty() && error.subject.empty()) {
    error.doing = "invalid condition";
    error.subject = '"' + text + '"';
  }
  return tl::unexpected<Error>(std::move(error));
}

std::string secret_text() {
  return fmt::format("it is secret ({})", secret_mark);
}

/// What a field has, as a sentence.
class Finding {
 public:
  bool add(const Operand& operand) {
    is_there_ = true;
    if (operand.kind == Operand::Kind::nothing || ++count_ > 1) return false;
    if (operand.kind == Operand::Kind::container) {
      append_value_text(*operand.node, first_);
    } else {
      first_ = operand.text;
    }
    return false;
  }
  [[nodiscard]] std::string text() const {
    if (count_ == 0) return is_there_ ? "it is null" : "it is absent";
    constexpr std::size_t max_found = 80;
    std::string text = "it is ";
    json::write_string(cut_text(first_, max_found), text);
    if (first_.size() > max_found) text += "…";
    return count_ == 1 ? text : fmt::format("{} and {} more", text, count_ - 1);
  }

 private:
  bool is_there_ = false;
  std::size_t count_ = 0;
  std::string first_;
};

std::string found_in(const json::Node& contents, const RecordField& field) {
  Finding finding;
  field.any_within(contents, [&finding](const Operand& operand) { return finding.add(operand); });
  return finding.text();
}

/// Of a value that may hold secrets, which may be shown in part only.
std::string found_beside_secrets(RecordView& view, const RecordField& field, const Schema& schema) {
  if (view.root() == nullptr) return secret_text();
  const Masked masked = mask(schema, *view.root());
  if (field.kind() == FieldKind::value) {
    Finding finding;
    finding.add({Operand::Kind::text, masked.text});
    return finding.text();
  }
  if (field.leads_to(masked.secrets)) return secret_text();
  json::LazyTree shown(masked.text);
  return found_in(*shown.root(), field);
}

std::string found_at(RecordView& view, const RecordField& field, const Schema* schema) {
  if (!field.is_readable(view)) return "its value is not JSON";
  if (field.kind() == FieldKind::anything) return "neither key, value nor headers match";
  const bool is_of_value = field.kind() == FieldKind::value || field.kind() == FieldKind::contents;
  if (is_of_value && view.record().value && schema != nullptr && has_secrets(*schema)) {
    return found_beside_secrets(view, field, *schema);
  }
  Finding finding;
  field.any_of(view, [&finding](const Operand& operand) { return finding.add(operand); });
  return finding.text();
}

}  // namespace

Result<Condition> Condition::parse(const std::string& text) {
  Condition condition;
  condition.text_ = text;
  auto alternatives = split_condition(text);
  if (!alternatives) return of_condition(alternatives.error(), text);
  for (const ConditionParts& parts : *alternatives) {
    auto field = RecordField::parse(parts.field, parts.sign + parts.value);
    if (!field) return of_condition(field.error(), text);
    auto comparison = Comparison::parse(parts, field->kind());
    if (!comparison) return of_condition(comparison.error(), text);
    condition.alternatives_.push_back({std::move(*field), std::move(*comparison), {}});
  }
  return condition;
}

Result<Condition> Condition::grep(const std::string& regex) {
  Condition condition;
  condition.text_ = "--grep " + regex;
  Comparison comparison = THOTH_TRY(Comparison::match(regex, condition.text_));
  condition.alternatives_.push_back({RecordField::anything(), std::move(comparison), {}});
  return condition;
}

bool Condition::Alternative::holds(RecordView& view) {
  if (!field.is_readable(view)) {
    use.add(PointerUse::Found::no);
    return false;
  }
  auto seen = PointerUse::Found::no;
  const bool any_fits = field.any_of(view, [&](const Operand& operand) {
    seen = PointerUse::Found::yes;
    return comparison.fits(operand);
  });
  use.add(seen);
  return any_fits != comparison.is_negative();
}

bool Condition::holds(RecordView& view) {
  return std::any_of(alternatives_.begin(), alternatives_.end(),
                     [&view](Alternative& alternative) { return alternative.holds(view); });
}

std::string Condition::found(RecordView& view, const Schema* schema) const {
  if (alternatives_.size() == 1) return found_at(view, alternatives_.front().field, schema);
  std::string text;
  for (const Alternative& alternative : alternatives_) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{}: {}", alternative.field.text(), found_at(view, alternative.field, schema));
  }
  return text;
}

FieldKind Condition::cost() const {
  FieldKind most = FieldKind::topic;
  for (const Alternative& alternative : alternatives_) most = std::max(most, alternative.field.kind());
  return most;
}

std::vector<std::string> Condition::warnings() const {
  std::vector<std::string> warnings;
  for (const Alternative& alternative : alternatives_) {
    // That a pointer is absent is all that !POINTER asks for.
    const bool may_be_absent = alternative.comparison.op() == Operator::absent;
    if (alternative.field.kind() != FieldKind::contents || may_be_absent) continue;
    if (auto warning = alternative.use.warning(alternative.field.text())) warnings.push_back(std::move(*warning));
  }
  return warnings;
}

}  // namespace thoth::cli
