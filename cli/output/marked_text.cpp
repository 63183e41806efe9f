// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/marked_text.hpp"

#include <algorithm>

#include "base/cut_text.hpp"
#include "base/utf8.hpp"
#include "thoth/json.hpp"
#include "validation/secrets.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t most_before = 320;
constexpr std::size_t most_marked = 240;
constexpr std::size_t most_after = 240;
/// Of a value that is longer than that, the end is not looked for.
constexpr std::size_t longest_value = 4096;

std::size_t character_end(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  return offset + utf8::first_character(text.substr(offset)).bytes.size();
}

/// The end of the value at `offset`.
std::size_t value_end(std::string_view text, std::size_t offset) {
  const json::Parsed parsed = json::parse_prefix(text.substr(offset, longest_value));
  if (parsed.document != nullptr) return offset + parsed.end;
  return parsed.end >= longest_value ? offset + longest_value : character_end(text, offset);
}

/// The start of what shows before `end`, never inside a character.
std::size_t window_begin(std::string_view text, std::size_t end) {
  std::size_t begin = end - std::min(end, most_before);
  while (begin < end && utf8::continues(&text[begin])) ++begin;
  return begin;
}

/// The text from `begin` to `end`, with what is hidden taken out.
std::string shown(std::string_view text, ByteRange part, std::span<const ByteRange> hidden) {
  std::string out;
  std::size_t at = part.begin;
  for (const ByteRange& secret : hidden) {
    if (secret.end <= at) continue;
    if (secret.begin >= part.end) break;
    if (secret.begin > at) out.append(text, at, secret.begin - at);
    out += secret_mark;
    at = secret.end;
  }
  if (at < part.end) out.append(text, at, part.end - at);
  return out;
}

}  // namespace

MarkedText marked_text(std::string_view text, std::size_t offset, MarkAt what, std::span<const ByteRange> hidden) {
  offset = std::min(offset, text.size());
  const bool is_hidden = hidden.size() == 1 && hidden.front().begin == 0 && hidden.front().end == text.size();
  if (is_hidden) return {};
  const std::size_t end = what == MarkAt::value ? value_end(text, offset) : character_end(text, offset);
  const std::size_t begin = window_begin(text, offset);
  MarkedText result;
  result.before = (begin > 0 ? "…" : "") + shown(text, {begin, offset}, hidden);
  const std::size_t shown_end = offset + cut_text(text.substr(offset, end - offset), most_marked).size();
  result.marked = shown(text, {offset, shown_end}, hidden) + (shown_end < end ? "…" : "");
  const std::string_view rest = text.substr(end);
  const std::size_t rest_end = end + cut_text(rest, most_after).size();
  result.after = shown(text, {end, rest_end}, hidden) + (rest_end < text.size() ? "…" : "");
  return result;
}

}  // namespace thoth::cli
