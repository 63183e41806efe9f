// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/plain_run.hpp"
#include "thoth/json.hpp"

namespace thoth::json {
namespace {

bool needs_escape(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || c == '"' || c == '\\';
}

bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

void write_escape(char c, std::string& out) {
  constexpr std::string_view hex = "0123456789abcdef";
  constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  out.push_back('\\');
  const auto letter = meanings.find(c);
  if (letter != std::string_view::npos) {
    out.push_back(letters[letter]);
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  out.append("u00");
  out.push_back(hex[byte >> 4U]);
  out.push_back(hex[byte & 0xFU]);
}

void write_array(const Node& node, std::string& out) {
  out.push_back('[');
  for (const auto& item : node.items) {
    if (&item != node.items.data()) out.push_back(',');
    write(item, out);
  }
  out.push_back(']');
}

void write_object(const Node& node, std::string& out) {
  out.push_back('{');
  for (const auto& member : node.members) {
    if (&member != node.members.data()) out.push_back(',');
    write_string(member.name, out);
    out.push_back(':');
    write(member.value, out);
  }
  out.push_back('}');
}

}  // namespace

void write_string(std::string_view text, std::string& out) {
  out.push_back('"');
  const char* done = text.data();
  const char* const end = done + text.size();
  for (const char* at = plain_run(done, end); at != end; at = plain_run(at, end)) {
    while (at != end && is_beyond_ascii(*at)) ++at;
    if (at == end || !needs_escape(*at)) continue;
    out.append(done, at);
    write_escape(*at++, out);
    done = at;
  }
  out.append(done, end);
  out.push_back('"');
}

std::string written_string(std::string_view text) {
  std::string out;
  write_string(text, out);
  return out;
}

// Recursion is bounded: a Document is at most max_depth deep.
void write(const Node& node, std::string& out) {
  switch (node.kind) {
    case Kind::null:
      out.append("null");
      break;
    case Kind::boolean:
      out.append(node.truth ? "true" : "false");
      break;
    case Kind::number:
      out.append(node.text);
      break;
    case Kind::string:
      write_string(node.text, out);
      break;
    case Kind::array:
      write_array(node, out);
      break;
    case Kind::object:
      write_object(node, out);
      break;
  }
}

}  // namespace thoth::json
