#include "pretty_json.hpp"

#include "output.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

class Printing {
 public:
  Printing(Colours colours, std::string& out) : colours_(colours), out_(out) {}

  void append(const json::Node& node, std::size_t indent) {
    const bool object = node.kind == json::Kind::object && !node.members.empty();
    const bool array = node.kind == json::Kind::array && !node.items.empty();
    if (!object && !array) {
      scalar(node);
      return;
    }
    out_ += object ? '{' : '[';
    const char* separator = "";
    for (const json::Member& member : node.members) {
      out_ += separator;
      new_line(indent + 2);
      std::string name;
      json::write_string(member.name, name);
      coloured(name_colour, name);
      out_ += ": ";
      append(member.value, indent + 2);
      separator = ",";
    }
    for (const json::Node& item : node.items) {
      out_ += separator;
      new_line(indent + 2);
      append(item, indent + 2);
      separator = ",";
    }
    new_line(indent);
    out_ += object ? '}' : ']';
  }

 private:
  static constexpr const char* name_colour = "\x1b[34m";
  static constexpr const char* string_colour = "\x1b[32m";
  static constexpr const char* null_colour = "\x1b[2m";

  void scalar(const json::Node& node) {
    std::string text;
    json::write(node, text);
    const char* colour = node.kind == json::Kind::string ? string_colour
                         : node.kind == json::Kind::null ? null_colour
                                                         : nullptr;
    coloured(colour, text);
  }

  void coloured(const char* colour, std::string_view text) {
    const bool is_coloured = colours_ == Colours::yes && colour != nullptr;
    if (is_coloured) out_ += colour;
    append_terminal_safe(text, out_);
    if (is_coloured) out_ += "\x1b[0m";
  }

  void new_line(std::size_t indent) {
    out_ += '\n';
    out_.append(indent, ' ');
  }

  Colours colours_;
  std::string& out_;
};

}  // namespace

void append_pretty(std::string_view text, std::size_t indent, std::string& out, Colours colours) {
  const json::Parsed parsed = json::parse(text);
  if (parsed.document) Printing(colours, out).append(parsed.document->root(), indent);
}

}  // namespace thoth::cli
