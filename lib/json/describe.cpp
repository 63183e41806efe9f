#include "json/describe.hpp"

#include "json/describe_token.hpp"

namespace thoth::json {
namespace {

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

std::string shorten(std::string_view text) {
  if (text.size() <= longest_shown) return std::string(text);
  std::size_t end = longest_shown;
  while (end != 0 && continues_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

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
