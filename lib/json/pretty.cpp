// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/pretty.hpp"

#include "base/terminal_text.hpp"

namespace thoth::json {
namespace {

enum class Bytes : bool { as_they_are, terminal_safe };

class Printing {
 public:
  Printing(Bytes bytes, Colours colours, std::size_t step, std::string& out)
      : bytes_(bytes), colours_(colours), step_(step), out_(out) {}

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
      new_line(indent + step_);
      std::string name;
      json::write_string(member.name, name);
      coloured(name_colour, name);
      out_ += ": ";
      append(member.value, indent + step_);
      separator = ",";
    }
    for (const json::Node& item : node.items) {
      out_ += separator;
      new_line(indent + step_);
      append(item, indent + step_);
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
    if (bytes_ == Bytes::terminal_safe) {
      append_terminal_line(text, out_);
    } else {
      out_ += text;
    }
    if (is_coloured) out_ += "\x1b[0m";
  }

  void new_line(std::size_t indent) {
    out_ += '\n';
    out_.append(indent, ' ');
  }

  Bytes bytes_;
  Colours colours_;
  std::size_t step_;
  std::string& out_;
};

}  // namespace

void append_pretty(std::string_view text, std::size_t indent, std::string& out, std::size_t step) {
  const json::Parsed parsed = json::parse(text);
  if (!parsed.document) {
    out += text;
    return;
  }
  Printing(Bytes::as_they_are, Colours::no, step, out).append(parsed.document->root(), indent);
}

void append_pretty_safely(std::string_view text, std::size_t indent, std::string& out, Colours colours) {
  const json::Parsed parsed = json::parse(text);
  if (parsed.document) append_pretty_safely(parsed.document->root(), indent, out, colours);
}

void append_pretty_safely(const Node& value, std::size_t indent, std::string& out, Colours colours) {
  Printing(Bytes::terminal_safe, colours, 2, out).append(value, indent);
}

}  // namespace thoth::json
