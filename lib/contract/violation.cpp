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

namespace {

bool hints_at_name(const Violation& violation) {
  switch (violation.code) {
    case Code::unknown_member:
    case Code::unknown_topic:
      return true;
    default:
      return violation.hint.find(' ') == std::string::npos;
  }
}

}  // namespace

std::string Violation::message() const {
  std::string text = "expected " + expected + ", found " + (found.empty() ? "nothing" : found);
  if (!hint.empty()) text += hints_at_name(*this) ? " (did you mean \"" + hint + "\"?)" : " (" + hint + ')';
  return schema.empty() ? text : text + " [" + schema + ']';
}

void sort_by_place(Violations& violations) {
  std::stable_sort(violations.begin(), violations.end(),
                   [](const Violation& a, const Violation& b) { return a.place.offset < b.place.offset; });
}

std::string pointer_token(std::string_view name) {
  std::string token = "/";
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace thoth
