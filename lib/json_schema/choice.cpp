// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/choice.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/cut_text.hpp"
#include "json/value_key.hpp"

namespace thoth::json_schema {
namespace {

/// `"a", "b" or 3`; a long list ends in how many more there are.
std::string alternatives(const std::vector<std::string>& values) {
  if (values.empty()) return "no value at all";
  constexpr std::size_t max = 12;
  const std::size_t named = std::min(values.size(), max);
  std::string text;
  for (std::size_t i = 0; i < named; ++i) {
    const bool last = i + 1 == values.size();
    if (i != 0) text += last ? " or " : ", ";
    text += shorten(values[i]);
  }
  return named == values.size() ? text : text + " or one of " + std::to_string(values.size() - named) + " more";
}

}  // namespace

Choice choice_of(std::string_view keyword, std::span<const json::Node> values) {
  Choice choice{keyword, {}, "", {}, {}};
  choice.keys.reserve(values.size());
  choice.values.reserve(values.size());
  for (const json::Node& value : values) {
    std::string key;
    json::append_value_key(value, key);
    choice.keys.insert(std::move(key));
    json::write(value, choice.values.emplace_back());
    if (value.kind == json::Kind::string) choice.words.emplace_back(value.text);
  }
  choice.text = alternatives(choice.values);
  return choice;
}

}  // namespace thoth::json_schema
