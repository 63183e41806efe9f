#include "pretty_json.hpp"

#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

void new_line(std::size_t indent, std::string& out) {
  out += '\n';
  out.append(indent, ' ');
}

void append(const json::Node& node, std::size_t indent, std::size_t step, std::string& out) {
  const bool object = node.kind == json::Kind::object && !node.members.empty();
  const bool array = node.kind == json::Kind::array && !node.items.empty();
  if (!object && !array) {
    json::write(node, out);
    return;
  }
  out += object ? '{' : '[';
  const char* separator = "";
  for (const json::Member& member : node.members) {
    out += separator;
    new_line(indent + step, out);
    json::write_string(member.name, out);
    out += ": ";
    append(member.value, indent + step, step, out);
    separator = ",";
  }
  for (const json::Node& item : node.items) {
    out += separator;
    new_line(indent + step, out);
    append(item, indent + step, step, out);
    separator = ",";
  }
  new_line(indent, out);
  out += object ? '}' : ']';
}

}  // namespace

void append_pretty(std::string_view text, std::size_t indent, std::string& out, std::size_t step) {
  const json::Parsed parsed = json::parse(text);
  if (parsed.document) append(parsed.document->root(), indent, step, out);
}

}  // namespace thoth::cli
