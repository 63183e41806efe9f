// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/record_field.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "reading/condition_parts.hpp"
#include "thoth/nearest.hpp"

namespace thoth::cli {
namespace {

using FieldKind = RecordField::Kind;
using Visit = RecordField::Visit;
using Way = std::span<const json::Pointer>;

constexpr std::string_view header_word = "header:";
constexpr std::string_view any_step = "*";

constexpr std::array<std::pair<std::string_view, FieldKind>, 13> names{{{"key", FieldKind::key},
                                                                        {"value", FieldKind::value},
                                                                        {"topic", FieldKind::topic},
                                                                        {"partition", FieldKind::partition},
                                                                        {"offset", FieldKind::offset},
                                                                        {"timestamp", FieldKind::timestamp},
                                                                        {"size", FieldKind::size},
                                                                        {"schema_id", FieldKind::schema_id},
                                                                        {"schema_guid", FieldKind::schema_guid},
                                                                        {"key_schema_id", FieldKind::key_schema_id},
                                                                        {"key_schema_guid", FieldKind::key_schema_guid},
                                                                        {"valid", FieldKind::valid},
                                                                        {"code", FieldKind::code}}};

/// What was meant by `a.b`, `.a` or `$.a`, which other tools take.
std::string as_pointer(std::string text) {
  if (text.starts_with('$')) text.erase(0, 1);
  if (text.starts_with('.')) text.erase(0, 1);
  std::replace(text.begin(), text.end(), '.', '/');
  return '/' + text;
}

tl::unexpected<Error> refuse_name(const std::string& text, const std::string& rest) {
  std::array<std::string_view, names.size()> words{};
  std::transform(names.begin(), names.end(), words.begin(), [](const auto& name) { return name.first; });
  std::string reason = "start a field with /, as in " + as_pointer(text) + rest;
  if (const auto near = nearest(text, words)) reason += fmt::format("; or did you mean {}?", *near);
  if (text.starts_with("header")) reason = "write header:NAME for a header";
  return fail(ErrorCode::usage, "", "", std::move(reason),
              fmt::format("{}, and the fields header:NAME, {}", all_operators, fmt::join(words, ", ")));
}

Operand operand_of(const json::Node& node) {
  switch (node.kind) {
    case json::Kind::string:
      return {Operand::Kind::text, node.text, &node};
    case json::Kind::number:
      return {Operand::Kind::number, node.text, &node};
    case json::Kind::null:
      return {Operand::Kind::word, "null", &node};
    case json::Kind::boolean:
      return {Operand::Kind::word, node.truth ? "true" : "false", &node};
    default:
      return {Operand::Kind::container, {}, &node};
  }
}

/// `way`: what leads to an array or object, of which each element or member is looked at, and so on.
bool visit_parts(const json::Node& node, Way way, const Visit& visit) {
  const json::Node* const next = way.front().find(node);
  if (next == nullptr) return false;
  if (way.size() == 1) return visit(operand_of(*next));
  const Way rest = way.subspan(1);
  return std::any_of(next->items.begin(), next->items.end(),
                     [&](const json::Node& item) { return visit_parts(item, rest, visit); }) ||
         std::any_of(next->members.begin(), next->members.end(),
                     [&](const json::Member& member) { return visit_parts(member.value, rest, visit); });
}

/// What is between the steps * of a pointer.
Result<std::vector<json::Pointer>> split_at_any(const json::Pointer& pointer) {
  std::vector<json::Pointer> way;
  std::string part;
  for (const std::string& step : pointer.steps()) {
    if (step != any_step) {
      part += pointer_token(step);
      continue;
    }
    way.emplace_back() = THOTH_TRY(json::Pointer::parse(part));
    part.clear();
  }
  way.emplace_back() = THOTH_TRY(json::Pointer::parse(part));
  return way;
}

bool visit_text(const std::optional<std::string_view>& text, const Visit& visit) {
  return text && visit({Operand::Kind::text, *text});
}

bool visit_number(std::int64_t number, const Visit& visit) {
  return visit({Operand::Kind::number, fmt::format_int(number).c_str()});
}

bool visit_topic(RecordView& view, const Visit& visit) {
  const std::string& base = view.topic().base;
  return visit_text(view.record().topic, visit) || (base != view.record().topic && visit_text(base, visit));
}

bool visit_headers(const kafka::Record& record, const std::string& name, const Visit& visit) {
  return std::any_of(record.headers.begin(), record.headers.end(), [&](const Header& header) {
    if (header.key != name) return false;
    return header.value ? visit_text(*header.value, visit) : visit({Operand::Kind::nothing});
  });
}

bool visit_id(const SchemaFrame& frame, const Visit& visit) {
  const auto id = frame.id();
  return id && visit_number(*id, visit);
}

bool visit_guid(const SchemaFrame& frame, const Visit& visit) {
  const auto guid = frame.guid();
  return guid && visit_text(*guid, visit);
}

bool visit_anything(RecordView& view, const Visit& visit) {
  const kafka::Record& record = view.record();
  if (visit_text(printed_key(record), visit) || visit_text(view.value(), visit)) return true;
  return std::any_of(record.headers.begin(), record.headers.end(), [&](const Header& header) {
    return visit_text(header.key, visit) || (header.value && visit_text(*header.value, visit));
  });
}

bool visit_codes(RecordView& view, const Visit& visit) {
  const Violations& violations = view.validated().violations;
  return std::any_of(violations.begin(), violations.end(),
                     [&](const Violation& violation) { return visit_text(name(violation.code), visit); });
}

}  // namespace

Result<RecordField> RecordField::parse(const std::string& text, const std::string& rest) {
  const auto* const named =
      std::find_if(names.begin(), names.end(), [&text](const auto& name) { return name.first == text; });
  RecordField field(named == names.end() ? FieldKind::contents : named->second);
  field.text_ = text;
  if (named != names.end()) return field;
  if (text.starts_with(header_word)) {
    field.kind_ = FieldKind::header;
    field.header_ = text.substr(header_word.size());
    if (!field.header_.empty()) return field;
    return fail(ErrorCode::usage, "", "", "the header has no name", "write header:NAME=VALUE");
  }
  if (!text.starts_with('/')) return refuse_name(text, rest);
  const json::Pointer pointer = THOTH_TRY(json::Pointer::parse(text));
  field.way_ = THOTH_TRY(split_at_any(pointer));
  field.steps_ = pointer.steps();
  return field;
}

bool RecordField::any_of(RecordView& view, const Visit& visit) const {
  const kafka::Record& record = view.record();
  switch (kind_) {
    case FieldKind::topic:
      return visit_topic(view, visit);
    case FieldKind::partition:
      return visit_number(record.partition, visit);
    case FieldKind::offset:
      return visit_number(record.offset, visit);
    case FieldKind::timestamp:
      return record.timestamp >= 0 && visit_number(record.timestamp, visit);
    case FieldKind::size:
      return visit_number(static_cast<std::int64_t>(record.value.value_or("").size()), visit);
    case FieldKind::schema_id:
      return visit_id(value_frame(record), visit);
    case FieldKind::schema_guid:
      return visit_guid(value_frame(record), visit);
    case FieldKind::key:
      return visit_text(printed_key(record), visit);
    case FieldKind::key_schema_id:
      return visit_id(key_frame(record), visit);
    case FieldKind::key_schema_guid:
      return visit_guid(key_frame(record), visit);
    case FieldKind::header:
      return visit_headers(record, header_, visit);
    case FieldKind::value:
      return visit_text(view.value(), visit);
    case FieldKind::anything:
      return visit_anything(view, visit);
    case FieldKind::contents:
      return view.root() != nullptr && any_within(*view.root(), visit);
    case FieldKind::valid:
      return visit({Operand::Kind::word, view.validated().valid() ? "true" : "false"});
    case FieldKind::code:
      return visit_codes(view, visit);
  }
  return false;
}

bool RecordField::any_within(const json::Node& contents, const Visit& visit) const {
  return visit_parts(contents, way_, visit);
}

bool RecordField::leads_to(const std::vector<SecretValue>& secrets) const {
  return std::any_of(secrets.begin(), secrets.end(), [this](const SecretValue& secret) {
    const auto pointer = json::Pointer::parse(secret.pointer);
    if (!pointer || pointer->steps().size() > steps_.size()) return false;
    return std::equal(pointer->steps().begin(), pointer->steps().end(), steps_.begin(),
                      [](const std::string& step, const std::string& own) { return own == any_step || own == step; });
  });
}

}  // namespace thoth::cli
