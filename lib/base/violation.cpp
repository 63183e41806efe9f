// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/violation.hpp"

#include <algorithm>

namespace thoth {

std::string_view name(Code code) {
  switch (code) {
    case Code::json_syntax:
      return "json-syntax";
    case Code::json_duplicate_key:
      return "json-duplicate-key";
    case Code::json_depth:
      return "json-depth";
    case Code::entry_shape:
      return "entry-shape";
    case Code::unknown_topic:
      return "unknown-topic";
    case Code::missing:
      return "missing";
    case Code::null:
      return "null";
    case Code::type:
      return "type";
    case Code::range:
      return "range";
    case Code::value:
      return "value";
    case Code::unknown_member:
      return "unknown-member";
    case Code::combination:
      return "combination";
  }
  return "unknown";
}

bool is_of_json(Code code) {
  return code == Code::json_syntax || code == Code::json_duplicate_key || code == Code::json_depth;
}

namespace {

bool hints_at_name(const Violation& violation) {
  return violation.code == Code::unknown_member || violation.hint.find(' ') == std::string::npos;
}

/// The name at the end of a pointer.
std::string last_name(std::string_view pointer) {
  const std::string_view token = pointer.substr(pointer.rfind('/') + 1);
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool is_escape = token[i] == '~' && i + 1 < token.size();
    name += !is_escape ? token[i] : token[++i] == '1' ? '/' : '~';
  }
  return name;
}

/// "required member "a"", or what else of a record the pointer names.
std::string missing_part(std::string_view pointer) {
  if (pointer == "#key") return "the key";
  const bool is_header =
      pointer.starts_with("#headers/") && pointer.find('/', sizeof "#headers/" - 1) == std::string_view::npos;
  return (is_header ? "required header \"" : "required member \"") + last_name(pointer) + '"';
}

/// True of a member that is missing, without a likely one in its place, which would be found instead.
bool is_missing(const Violation& violation) {
  const bool has_twin = violation.code == Code::missing && !violation.hint.empty();
  const bool may_be = violation.code == Code::missing || violation.code == Code::entry_shape;
  return may_be && !has_twin && violation.found.empty() && !violation.pointer.empty();
}

}  // namespace

std::string Violation::message() const {
  std::string text = is_missing(*this) ? missing_part(pointer) + " is missing (" + expected + ')'
                                       : "expected " + expected + ", found " + (found.empty() ? "nothing" : found);
  if (!hint.empty()) text += hints_at_name(*this) ? " (did you mean \"" + hint + "\"?)" : " (" + hint + ')';
  return schema.empty() ? text : text + " [" + schema + ']';
}

Error to_error(const Violations& violations) {
  if (violations.empty()) return {ErrorCode::invalid, "reading message contents", {}, "they break their contract"};
  const Violation& first = violations.front();
  std::string reason = first.message();
  if (!first.pointer.empty()) reason = "at " + first.pointer + ": " + reason;
  if (violations.size() > 1) reason += " (and " + std::to_string(violations.size() - 1) + " more)";
  return {ErrorCode::invalid, "reading message contents", {}, std::move(reason)};
}

void sort_by_place(Violations& violations) {
  const auto before = [](const Violation& a, const Violation& b) { return a.place.offset < b.place.offset; };
  // Sorting takes memory even where there is nothing to do, as is usual.
  if (std::is_sorted(violations.begin(), violations.end(), before)) return;
  std::stable_sort(violations.begin(), violations.end(), before);
}

std::string pointer_token(std::string_view name) {
  std::string token;
  append_pointer_token(name, token);
  return token;
}

void append_pointer_token(std::string_view name, std::string& pointer) {
  pointer += '/';
  if (name.find('~') == std::string_view::npos && name.find('/') == std::string_view::npos) {
    pointer += name;
    return;
  }
  while (true) {
    const auto* const special = std::find_if(name.begin(), name.end(), [](char c) { return c == '~' || c == '/'; });
    pointer.append(name.begin(), special);
    if (special == name.end()) return;
    pointer += *special == '~' ? "~0" : "~1";
    name.remove_prefix(static_cast<std::size_t>(special - name.begin()) + 1);
  }
}

}  // namespace thoth
