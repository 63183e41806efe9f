// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/describe.hpp"

#include "base/cut_text.hpp"
#include "json/describe_token.hpp"

namespace thoth::json {

std::string describe_kind(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::object:
      break;
  }
  return "an object";
}

std::string describe(const Node& node) {
  switch (node.kind) {
    case Kind::boolean:
      return node.truth ? "true" : "false";
    case Kind::number:
      return "the number " + shorten(node.text);
    case Kind::string:
      return "the string " + quote(node.text);
    default:
      return describe_kind(node.kind);
  }
}

}  // namespace thoth::json
