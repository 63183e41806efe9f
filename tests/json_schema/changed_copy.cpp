// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/changed_copy.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace thoth::test {
namespace {

using json::Kind;
using json::Node;

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_nodes(item);
  for (const auto& member : node.members) count += count_nodes(member.value);
  return count;
}

/// Writes a schema with one of its values changed a little.
class ChangedCopy {
 public:
  ChangedCopy(const Node& root, Random& random) : random_(random), left_(below(random, count_nodes(root))) {
    write(root);
  }

  std::string text() && { return std::move(text_); }

 private:
  void write(const Node& node) {
    const bool changes = left_ == 0;
    --left_;
    if (node.kind == Kind::array) {
      write_array(node, changes);
    } else if (node.kind == Kind::object) {
      write_object(node, changes);
    } else if (changes) {
      write_other(node);
    } else {
      json::write(node, text_);
    }
  }

  void write_array(const Node& node, bool changes) {
    const std::size_t dropped = changes && !node.items.empty() ? below(random_, node.items.size()) : node.items.size();
    text_ += '[';
    const char* separator = "";
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (i == dropped) continue;
      text_ += separator;
      separator = ",";
      write(node.items[i]);
    }
    text_ += ']';
  }

  void write_object(const Node& node, bool changes) {
    const bool drops = changes && !node.members.empty() && below(random_, 2) == 0;
    const std::size_t dropped = drops ? below(random_, node.members.size()) : node.members.size();
    text_ += '{';
    const char* separator = "";
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      if (i == dropped) continue;
      text_ += separator;
      separator = ",";
      json::write_string(node.members[i].name, text_);
      text_ += ':';
      write(node.members[i].value);
    }
    if (changes && !drops) add_keyword(node, separator);
    text_ += '}';
  }

  void add_keyword(const Node& node, const char* separator) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> keywords{
        {{"type", "\"string\""},
         {"type", R"(["object","null"])"},
         {"minimum", "1.5"},
         {"maxLength", "2"},
         {"required", R"(["foo"])"},
         {"additionalProperties", "false"},
         {"unevaluatedProperties", "false"},
         {"properties", R"({"foo":{"type":"integer"}})"},
         {"items", R"({"type":"string"})"},
         {"minItems", "1"},
         {"uniqueItems", "true"},
         {"enum", R"(["a",1,null])"},
         {"not", R"({"type":"integer"})"},
         {"contains", R"({"minimum":2})"}}};
    const auto& [name, value] = keywords[below(random_, keywords.size())];
    if (node.find(name) == nullptr) text_ += fmt::format("{}\"{}\":{}", separator, name, value);
  }

  void write_other(const Node& node) {
    static constexpr std::array<std::string_view, 6> types{"string", "integer", "number", "object", "array", "null"};
    switch (node.kind) {
      case Kind::number:
        text_ += below(random_, 2) == 0 ? std::string(node.text) + "0" : "1";
        break;
      case Kind::boolean:
        text_ += node.truth ? "false" : "true";
        break;
      case Kind::string:
        json::write_string(types[below(random_, types.size())], text_);
        break;
      default:
        text_ += "true";
    }
  }

  Random& random_;
  std::size_t left_;
  std::string text_;
};

}  // namespace

std::string changed_copy(const Node& schema, Random& random) {
  return ChangedCopy(schema, random).text();
}

}  // namespace thoth::test
