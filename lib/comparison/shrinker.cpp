// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/shrinker.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "json/writer.hpp"
#include "thoth/json.hpp"

namespace thoth::comparison {
namespace {

constexpr int max_passes = 4;
constexpr int max_small_number = 99;
constexpr std::size_t max_characters = 100;   // that are made simpler one by one
constexpr std::size_t work_of_attempt = 100;  // beside the bytes of its text

/// A JSON value that can be changed.
struct Value {
  explicit Value(const json::Node& node);
  void write(std::string& out) const;

  struct Part;
  json::Kind kind;
  std::string text;        // of what has no parts
  std::string characters;  // of a string
  std::vector<Part> parts;
};

struct Value::Part {
  std::string name;
  Value value;
};

Value::Value(const json::Node& node) : kind(node.kind) {
  for (const json::Node& item : node.items) parts.push_back({"", Value(item)});
  for (const json::Member& member : node.members) parts.push_back({std::string(member.name), Value(member.value)});
  if (kind == json::Kind::string) characters = std::string(node.text);
  if (parts.empty()) json::write(node, text);
}

void Value::write(std::string& out) const {
  if (parts.empty()) {
    out += text;
    return;
  }
  const bool is_object = kind == json::Kind::object;
  out += is_object ? '{' : '[';
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += ',';
    if (is_object) {
      json::write_string(parts[i].name, out);
      out += ':';
    }
    parts[i].value.write(out);
  }
  out += is_object ? '}' : ']';
}

Value with_text(json::Kind kind, std::string text) {
  Value value{json::Node{}};
  value.kind = kind;
  value.text = std::move(text);
  return value;
}

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    all.emplace_back(utf8::first_character(text).bytes);
    text.remove_prefix(all.back().size());
  }
  return all;
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += one;
  return text;
}

class Shrinker {
 public:
  Shrinker(Value root, std::string text, const Keeps& keeps, std::size_t& work_left)
      : root_(std::move(root)), best_(std::move(text)), keeps_(keeps), work_left_(work_left) {}

  std::string run() && {
    for (int pass = 0; pass < max_passes; ++pass) {
      const std::string before = best_;
      shrink(root_);
      if (best_ == before) break;
    }
    return std::move(best_);
  }

 private:
  /// Offers to leave out each half of `count` parts, then ever smaller runs of them, starting from the end.
  template <class Offer>
  void leave_out(std::size_t count, const Offer& offer) const {
    for (std::size_t size = count; size > 0; size /= 2) {
      for (std::size_t end = count; end > 0 && work_left_ > 0;) {
        const std::size_t begin = end - std::min(end, size);
        if (offer(begin, end)) count -= end - begin;
        end = begin;
      }
    }
  }

  /// Whether the root is smaller and does with another part; else that is put back.
  template <class T>
  bool try_with(T& part, T other) {
    if (work_left_ == 0) return false;
    std::swap(part, other);
    std::string text;
    root_.write(text);
    work_left_ -= std::min(work_left_, text.size() + work_of_attempt);
    const bool smaller = text.size() != best_.size() ? text.size() < best_.size() : text < best_;
    if (smaller && keeps_(text)) {
      best_ = std::move(text);
      return true;
    }
    std::swap(part, other);
    return false;
  }

  void shrink(Value& value) {
    static constexpr std::array<std::pair<json::Kind, std::string_view>, 6> simple{{{json::Kind::number, "0"},
                                                                                    {json::Kind::array, "[]"},
                                                                                    {json::Kind::string, "\"\""},
                                                                                    {json::Kind::object, "{}"},
                                                                                    {json::Kind::null, "null"},
                                                                                    {json::Kind::boolean, "true"}}};
    for (const auto& [kind, text] : simple) {
      if (try_with(value, with_text(kind, std::string(text)))) return;
    }
    if (value.kind == json::Kind::string) return shrink_string(value);
    if (value.kind == json::Kind::number) return shrink_number(value);
    shrink_parts(value);
  }

  void shrink_parts(Value& value) {
    if (value.kind == json::Kind::array) make_alike(value);
    leave_out(value.parts.size(), [&](std::size_t begin, std::size_t end) {
      Value fewer = value;
      fewer.parts.erase(fewer.parts.begin() + static_cast<std::ptrdiff_t>(begin),
                        fewer.parts.begin() + static_cast<std::ptrdiff_t>(end));
      if (fewer.parts.empty()) fewer.text = value.kind == json::Kind::object ? "{}" : "[]";
      return try_with(value, std::move(fewer));
    });
    for (std::size_t i = 0; i < value.parts.size(); ++i) {
      if (value.kind == json::Kind::object) shorten_name(value, i);
      shrink(value.parts[i].value);
    }
  }

  /// Elements that must be equal can only be changed together.
  void make_alike(Value& array) {
    Value alike = array;
    for (Value::Part& part : alike.parts) part.value = with_text(json::Kind::number, "0");
    try_with(array, std::move(alike));
  }

  void shorten_name(Value& value, std::size_t index) {
    const auto offer = [&](const std::string& name) {
      const bool taken = std::any_of(value.parts.begin(), value.parts.end(),
                                     [&name](const Value::Part& part) { return part.name == name; });
      return !taken && try_with(value.parts[index].name, name);
    };
    const std::string name = value.parts[index].name;
    if (name.size() < 2 || offer("a") || offer("b") || offer("x")) return;
    // A name that something asks for cannot change at all.
    if (offer(std::string(name.size(), '0'))) shorten(value.parts[index].name, offer);
  }

  void shrink_string(Value& value) {
    shorten(value.characters, [&](const std::string& characters) {
      Value other = value;
      other.characters = characters;
      other.text = json::written_string(characters);
      return try_with(value, std::move(other));
    });
  }

  /// Offers shorter texts, then texts of simpler characters.
  template <class Offer>
  void shorten(const std::string& text, const Offer& offer) {
    std::vector<std::string> all = characters_of(text);
    leave_out(all.size(), [&](std::size_t begin, std::size_t end) {
      std::vector<std::string> fewer = all;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(begin), fewer.begin() + static_cast<std::ptrdiff_t>(end));
      if (fewer.empty() || !offer(joined(fewer))) return false;
      all = std::move(fewer);
      return true;
    });
    if (offer(std::string(all.size(), '0')) || offer(std::string(all.size(), 'a'))) return;
    for (std::size_t i = 0; i < std::min(all.size(), max_characters); ++i) {
      std::string outside = std::exchange(all[i], "0");
      if (!offer(joined(all))) all[i] = std::move(outside);
    }
  }

  void shrink_number(Value& value) {
    for (int number = 1; number <= max_small_number && value.text.size() > 1; ++number) {
      if (try_with(value, with_text(json::Kind::number, std::to_string(number)))) return;
    }
    for (const char* text : {"-1", "0.5", "0.0", "1.0"}) {
      if (try_with(value, with_text(json::Kind::number, text))) return;
    }
    const auto point = value.text.find_first_of(".eE");
    if (point != std::string::npos && try_with(value, with_text(json::Kind::number, value.text.substr(0, point)))) {
      return shrink_number(value);
    }
    if (point != std::string::npos || value.text.size() > 18) return;
    // Toward zero, in steps that become smaller.
    const std::int64_t number = std::strtoll(value.text.c_str(), nullptr, 10);
    for (std::int64_t step = number / 2; step != 0; step /= 2) {
      const std::int64_t now = std::strtoll(value.text.c_str(), nullptr, 10);
      try_with(value, with_text(json::Kind::number, std::to_string(now - step)));
    }
  }

  Value root_;
  std::string best_;
  const Keeps& keeps_;
  std::size_t& work_left_;
};

}  // namespace

std::string shrunk(std::string text, const Keeps& keeps, std::size_t& work_left) {
  const json::Parsed parsed = json::parse(text);
  if (parsed.document == nullptr) return text;
  Value root(parsed.document->root());
  return Shrinker(std::move(root), std::move(text), keeps, work_left).run();
}

}  // namespace thoth::comparison
