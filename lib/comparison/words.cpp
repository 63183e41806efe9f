// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/words.hpp"

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

std::string alternatives(std::string_view keyword, std::size_t count) {
  return (keyword == "oneOf" ? "exactly one of " : "any of ") + std::to_string(count) + " alternatives";
}

}  // namespace thoth::comparison::words
