// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/graft.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/violation.hpp"

namespace thoth::comparison {
namespace {

/// A member or an element: its name as in a pointer, and the text of its value.
struct Entry {
  std::string token;
  std::string_view name;
  const json::Node* value;
};

std::vector<Entry> entries_of(const json::Node& node) {
  std::vector<Entry> entries;
  for (const json::Member& member : node.members) {
    entries.push_back({pointer_token(member.name), member.name, &member.value});
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) entries.push_back({"/" + std::to_string(i), "", &node.items[i]});
  return entries;
}

const json::Node* find_entry(const json::Node& node, std::string_view token) {
  for (const Entry& entry : entries_of(node)) {
    if (entry.token == token) return entry.value;
  }
  return nullptr;
}

std::string_view text_of(const json::Node& node, std::string_view text) {
  return text.substr(node.begin, node.end - node.begin);
}

/// A container with another value for a token, or without it.
std::string with_entry(const json::Node& node, std::string_view text, std::string_view token,
                       std::optional<std::string_view> value, std::string_view name) {
  const bool is_object = node.kind == json::Kind::object;
  std::string out;
  const auto append = [&](std::string_view of_name, std::string_view of_value) {
    if (!out.empty()) out += ',';
    if (is_object) {
      json::write_string(of_name, out);
      out += ':';
    }
    out += of_value;
  };
  bool found = false;
  for (const Entry& entry : entries_of(node)) {
    const bool is_it = entry.token == token;
    found = found || is_it;
    if (!is_it) append(entry.name, text_of(*entry.value, text));
    if (is_it && value) append(entry.name, *value);
  }
  if (!found && value) append(name, *value);
  return (is_object ? "{" : "[") + out + (is_object ? "}" : "]");
}

std::string_view name_of(const json::Node& node, std::string_view token) {
  for (const json::Member& member : node.members) {
    if (pointer_token(member.name) == token) return member.name;
  }
  return {};
}

}  // namespace

std::string graft(const std::string& base, const std::string& from, std::string_view pointer) {
  const json::Parsed base_parsed = json::parse(base);
  const json::Parsed from_parsed = json::parse(from);
  if (base_parsed.document == nullptr || from_parsed.document == nullptr || pointer.empty()) return base;
  const json::Node* into = &base_parsed.document->root();
  const json::Node* source = &from_parsed.document->root();
  while (into->kind == source->kind && (into->kind == json::Kind::object || into->kind == json::Kind::array)) {
    const std::string_view token = pointer.substr(0, pointer.find('/', 1));
    pointer.remove_prefix(token.size());
    const json::Node* const own = find_entry(*into, token);
    const json::Node* const other = find_entry(*source, token);
    if (!pointer.empty() && own != nullptr && other != nullptr && own->kind == other->kind) {
      into = own;
      source = other;
      continue;
    }
    const auto value = other == nullptr ? std::nullopt : std::optional(text_of(*other, from));
    return base.substr(0, into->begin) + with_entry(*into, base, token, value, name_of(*source, token)) +
           base.substr(into->end);
  }
  return base;
}

}  // namespace thoth::comparison
