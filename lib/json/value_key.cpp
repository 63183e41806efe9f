// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/value_key.hpp"

#include <algorithm>
#include <vector>

#include "json/decimal.hpp"

namespace thoth::json {
namespace {

/// The length stands first, so that no text can look like the end of one and the start of another.
void append_text(std::string_view text, std::string& out) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

void append_object(const Node& node, std::string& out) {
  std::vector<const Member*> members;
  members.reserve(node.members.size());
  for (const Member& member : node.members) members.push_back(&member);
  std::sort(members.begin(), members.end(), [](const Member* a, const Member* b) { return a->name < b->name; });
  out += '{';
  for (const Member* member : members) {
    append_text(member->name, out);
    append_value_key(member->value, out);
  }
  out += '}';
}

}  // namespace

// Recursion is bounded: a Document is at most max_depth deep.
void append_value_key(const Node& node, std::string& out) {
  switch (node.kind) {
    case Kind::null:
      out += 'n';
      break;
    case Kind::boolean:
      out += node.truth ? 't' : 'f';
      break;
    case Kind::number:
      out += '#';
      Decimal(node.text).append_key(out);
      break;
    case Kind::string:
      out += 's';
      append_text(node.text, out);
      break;
    case Kind::array:
      out += '[';
      for (const Node& item : node.items) append_value_key(item, out);
      out += ']';
      break;
    case Kind::object:
      append_object(node, out);
      break;
  }
}

}  // namespace thoth::json
