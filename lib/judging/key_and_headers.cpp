// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/key_and_headers.hpp"

#include <algorithm>
#include <forward_list>
#include <string>
#include <utility>
#include <vector>

#include "base/schema_frame.hpp"
#include "base/utf8.hpp"
#include "thoth/json.hpp"
#include "validation/secrets.hpp"

namespace thoth {
namespace {

/// A text that may be read in two ways.
struct Reading {
  json::Node* node;     ///< what the schema sees
  std::string pointer;  ///< of the node, below what is validated
};

bool leads_into(std::string_view pointer, std::string_view part) {
  return pointer.starts_with(part) && (pointer.size() == part.size() || pointer[part.size()] == '/');
}

bool breaks_at(const Violations& violations, const Reading& reading) {
  return std::any_of(violations.begin(), violations.end(),
                     [&](const Violation& one) { return leads_into(one.pointer, reading.pointer); });
}

bool is_of_other_type(const Violations& violations, const Reading& reading) {
  return std::any_of(violations.begin(), violations.end(),
                     [&](const Violation& one) { return one.code == Code::type && one.pointer == reading.pointer; });
}

/// Texts as their schema takes them: strings, or the JSON that they hold.
class TextValidator {
 public:
  TextValidator(const Schema& schema, const ValidationOptions& options) : schema_(schema), options_(options) {}

  /// A text that is read as a string at first; null where there is none.
  [[nodiscard]] static json::Node node_of(const std::optional<std::string_view>& text) {
    json::Node node;
    if (!text) return node;
    node.kind = json::Kind::string;
    node.text = *text;
    return node;
  }

  /// Where a string breaks the schema, and the JSON in it does not, it is JSON; as it is where the schema takes no
  /// string. `list` makes the readings, which few texts need.
  template <class List>
  [[nodiscard]] Violations validate(const json::Node& root, List list) {
    Violations as_strings = thoth::validate(schema_, root, options_);
    if (as_strings.empty()) return as_strings;
    const std::vector<Reading> readings = list();
    std::vector<std::pair<const Reading*, json::Node>> changed;
    for (const Reading& reading : readings) {
      const json::Node* const parsed = breaks_at(as_strings, reading) ? parse(*reading.node) : nullptr;
      if (parsed == nullptr) continue;
      changed.emplace_back(&reading, std::exchange(*reading.node, *parsed));
    }
    if (changed.empty()) return as_strings;
    Violations as_json = thoth::validate(schema_, root, options_);
    bool is_as_before = true;
    for (const auto& [reading, text] : changed) {
      if (!breaks_at(as_json, *reading) || is_of_other_type(as_strings, *reading)) continue;
      *reading->node = text;
      is_as_before = false;
    }
    return is_as_before ? as_json : thoth::validate(schema_, root, options_);
  }

 private:
  const json::Node* parse(const json::Node& text) {
    if (text.kind != json::Kind::string) return nullptr;
    const json::Parsed& parsed = parsed_.emplace_front(Tree{json::parse(text.text)}).parsed;
    const bool is_other = parsed.violations.empty() && parsed.document->root().kind != json::Kind::string;
    return is_other ? &parsed.document->root() : nullptr;
  }

  /// A type of this file, so that no container of a public one is exported.
  struct Tree {
    json::Parsed parsed;
  };

  const Schema& schema_;
  const ValidationOptions& options_;
  std::forward_list<Tree> parsed_;
};

Violation no_text(std::string pointer, std::size_t size) {
  return {Code::type, std::move(pointer), {}, "text in UTF-8", std::to_string(size) + " bytes that are not UTF-8", ""};
}

void append(Violations found, const Schema& schema, std::string_view prefix, Violations& violations) {
  if (!found.empty() && has_secrets(schema)) conceal(schema, found);
  for (Violation& violation : found) {
    violation.pointer.insert(0, prefix);
    violation.place = {};
    violations.push_back(std::move(violation));
  }
}

void validate_key(const Schema& schema, std::optional<std::string_view> key, const ValidationOptions& options,
                  Violations& violations) {
  if (key && !utf8::is_valid(*key)) {
    violations.push_back(no_text("#key", key->size()));
    return;
  }
  json::Node node = TextValidator::node_of(key);
  Violations found = TextValidator(schema, options).validate(node, [&node] {
    return std::vector<Reading>{{&node, ""}};
  });
  if (!key && !found.empty()) {
    found.resize(1);
    found.front().code = Code::missing;
    found.front().found.clear();
  }
  append(std::move(found), schema, "#key", violations);
}

/// An object of the headers. Values that are not UTF-8 are null in it.
std::vector<json::Member> members_of(std::span<const Header> headers) {
  std::vector<json::Member> members;
  members.reserve(headers.size());
  for (const Header& header : headers) {
    const auto same = std::find_if(members.begin(), members.end(),
                                   [&](const json::Member& member) { return member.name == header.key; });
    json::Member& member = same == members.end() ? members.emplace_back() : *same;
    std::optional<std::string_view> text;
    if (header.value && utf8::is_valid(*header.value)) text = *header.value;
    member = {header.key, 0, TextValidator::node_of(text)};
  }
  return members;
}

void validate_headers(const Schema& schema, std::span<const Header> headers, const ValidationOptions& options,
                      Violations& violations) {
  std::vector<json::Member> members = members_of(headers);
  json::Node root;
  root.kind = json::Kind::object;
  root.end = 1;  // 0 is that of an object that was cut off
  root.members = members;
  const auto list = [&members] {
    std::vector<Reading> readings;
    readings.reserve(members.size());
    for (json::Member& member : members) readings.push_back({&member.value, pointer_token(member.name)});
    return readings;
  };
  Violations found = TextValidator(schema, options).validate(root, list);
  for (const Header& header : headers) {
    if (!header.value || utf8::is_valid(*header.value)) continue;
    const std::string pointer = pointer_token(header.key);
    std::erase_if(found, [&](const Violation& one) { return leads_into(one.pointer, pointer); });
    violations.push_back(no_text("#headers" + pointer, header.value->size()));
  }
  append(std::move(found), schema, "#headers", violations);
}

}  // namespace

void validate_key_and_headers(const Schema& type, const KeyAndHeaders& record, HasValue has_value,
                              const ValidationOptions& options, Violations& violations) {
  if (type.key != nullptr) {
    std::optional<std::string_view> key = record.key;
    if (key) key = split_frame(FramedPart::key, *key, record.headers).contents;
    validate_key(*type.key, key, options, violations);
  }
  if (type.headers != nullptr && has_value == HasValue::yes) {
    validate_headers(*type.headers, record.headers, options, violations);
  }
}

}  // namespace thoth
