// SPDX-License-Identifier: GPL-3.0-or-later
#include <string_view>

#include "file/entry.hpp"
#include "json/same_text.hpp"

namespace thoth::file {
namespace {

using Token = const std::uint32_t*;

/// What stands between the quotes of the string at a token, if it holds no escape.
bool plain_string(const json::Text& entry, Token token, std::string_view& text) {
  const char* base = entry.base;
  if (base[*token] != '"') return false;
  const char* begin = base + *token + 1;
  const char* quote = base + token[1] - 1;
  while (*quote != '"') --quote;
  text = {begin, static_cast<std::size_t>(quote - begin)};
  return !entry.backslashes || text.find('\\') == std::string_view::npos;
}

bool take_member(std::string_view name, const json::Text& text, const json::Frame& frame, Token& token, Entry& entry) {
  const char* base = text.base;
  if (json::same_text(name, "message_contents")) {
    if (entry.contents.first != nullptr || token != frame.inner_first || base[*token] != '{') return false;
    const char* begin = base + *token;
    token = frame.inner_next;
    const auto size = static_cast<std::size_t>(base + token[-1] + 1 - begin);
    entry.contents = {{begin, size}, base, frame.inner_first, token, text.backslashes};
    return true;
  }
  std::string_view value;
  if (!plain_string(text, token, value)) return false;
  ++token;
  if (json::same_text(name, "topic_name") && entry.topic_name.empty()) {
    entry.topic_name = value;
    return true;
  }
  if (!json::same_text(name, "key") || entry.key) return false;
  entry.key = std::string(value);
  entry.has_key = true;
  return true;
}

}  // namespace

bool fast_entry(const json::Text& text, const json::Frame& frame, Entry& entry) {
  const char* base = text.base;
  Token token = text.first;
  if (base[*token] != '{' || frame.inner_first == nullptr) return false;
  do {
    ++token;
    std::string_view name;
    if (!plain_string(text, token, name) || base[token[1]] != ':') return false;
    token += 2;
    if (!take_member(name, text, frame, token, entry)) return false;
  } while (base[*token] == ',');
  return base[*token] == '}' && token + 1 == text.last && !entry.topic_name.empty() && entry.contents.first != nullptr;
}

}  // namespace thoth::file
