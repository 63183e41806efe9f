// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/schema.hpp"

#include <array>
#include <cstddef>

namespace thoth {
namespace {

struct Word {
  Type type;
  std::string_view text;
};

/// In the order people name them; null comes last: "a string or null".
constexpr std::array<Word, 7> words{{{Type::object, "an object"},
                                     {Type::array, "an array"},
                                     {Type::string, "a string"},
                                     {Type::number, "a number"},
                                     {Type::integer, "an integer"},
                                     {Type::boolean, "a boolean"},
                                     {Type::null, "null"}}};

/// Integers are numbers: where any number will do, they go without saying.
bool goes_without_saying(Type type, TypeSet types) {
  return type == Type::integer && types.has(Type::number);
}

}  // namespace

std::string describe(TypeSet types) {
  std::vector<std::string_view> named;
  for (const auto& [type, text] : words) {
    if (types.has(type) && !goes_without_saying(type, types)) named.push_back(text);
  }
  if (named.empty()) return "no value at all";
  if (named.size() == words.size() - 1) return "any value";
  std::string text;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (i > 0) text += i + 1 == named.size() ? " or " : ", ";
    text += named[i];
  }
  return text;
}

}  // namespace thoth
