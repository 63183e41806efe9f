// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/words.hpp"

#include <algorithm>
#include <vector>

#include "base/cut_text.hpp"

namespace thoth::comparison::words {
namespace {

std::string bound(const std::optional<Edge>& edge, std::string_view inclusive, std::string_view exclusive) {
  if (!edge) return "any";
  return std::string(edge->exclusive ? exclusive : inclusive) + ' ' + edge->bound->text;
}

std::string counted(std::string_view prefix, const std::optional<std::uint64_t>& number, std::string_view things) {
  if (!number) return "any number of " + std::string(things);
  return std::string(prefix) + ' ' + std::to_string(*number) + ' ' + std::string(things);
}

/// "a, b or c"; of a long list, how many more there are.
std::string one_of(const std::vector<std::string>& all) {
  constexpr std::size_t max_named = 12;
  const std::size_t named = std::min(all.size(), max_named);
  std::string text;
  for (std::size_t i = 0; i < named; ++i) {
    if (i > 0) text += i + 1 == all.size() ? " or " : ", ";
    text += all[i];
  }
  return named == all.size() ? text : text + " or one of " + std::to_string(all.size() - named) + " more";
}

}  // namespace

std::string lower(const std::optional<Edge>& edge) {
  return bound(edge, "at least", "more than");
}

std::string upper(const std::optional<Edge>& edge) {
  return bound(edge, "at most", "less than");
}

std::string at_least(const std::optional<std::uint64_t>& number, std::string_view things) {
  return counted("at least", number, things);
}

std::string at_most(const std::optional<std::uint64_t>& number, std::string_view things) {
  return counted("at most", number, things);
}

std::string multiples(const Facts& facts) {
  std::string text;
  for (const Bound* of : facts.multiples) text += (text.empty() ? "a multiple of " : " and of ") + of->text;
  return text.empty() ? "any" : text;
}

std::string patterns(const Facts& facts) {
  std::string text;
  for (const Pattern* pattern : facts.patterns) text += (text.empty() ? "" : " and ") + pattern->text();
  return text.empty() ? "any string" : text;
}

std::string values(const Facts& facts) {
  std::string text;
  for (const Choice* choice : facts.choices) text += (text.empty() ? "" : ", of ") + choice->text;
  return text.empty() ? describe(facts.types) : text;
}

std::string values(const View& view) {
  const std::vector<View> cases = cases_of(view);
  if (cases.size() == 1) return values(Facts(cases.front()));
  std::vector<std::string> listed;
  TypeSet types;
  for (const View& one : cases) {
    const Facts facts(one);
    if (facts.choices.empty() || !facts.values) {
      types = types | facts.types;
      continue;
    }
    for (const std::string& value : *facts.values) {
      std::string shown = shorten(value);
      if (std::find(listed.begin(), listed.end(), shown) == listed.end()) listed.push_back(std::move(shown));
    }
  }
  if (listed.empty()) return describe(types);
  if (!types.empty()) listed.push_back(describe(types));
  return one_of(listed);
}

std::string alternatives(std::string_view keyword, std::size_t count) {
  return (keyword == "oneOf" ? "exactly one of " : "any of ") + std::to_string(count) + " alternatives";
}

}  // namespace thoth::comparison::words
