// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/witness.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

std::vector<Evidence> evidence(const std::string& before, const std::string& after, std::uint64_t seed = 0) {
  const auto old = test::compiled(before);
  const auto now = test::compiled(after);
  auto all = WitnessSearch(seed).search(*old, *now, compare(*old, *now));
  MessageValidator validator;
  for (const Evidence& one : all) {
    for (const Witness& witness : one.witnesses) {
      const bool of_old = witness.breaks == Breaks::producers;
      INFO(witness.contents);
      CHECK(validator.validate_bytes(of_old ? old.get() : now.get(), witness.contents).valid());
      CHECK_FALSE(validator.validate_bytes(of_old ? now.get() : old.get(), witness.contents).valid());
    }
  }
  return all;
}

/// Each change as "RULE POINTER: consumers MESSAGE: producers MESSAGE", and what is undecided.
std::string shown(const std::string& before, const std::string& after, std::uint64_t seed = 0) {
  std::string text;
  for (const Evidence& one : evidence(before, after, seed)) {
    text += fmt::format("{} {}:", one.change.rule, one.change.pointer);
    for (const Witness& witness : one.witnesses) {
      text += fmt::format(" {} {}", witness.breaks == Breaks::consumers ? "consumers" : "producers", witness.contents);
    }
    if (one.undecided != Breaks::nobody) text += fmt::format(" undecided {}", static_cast<int>(one.undecided));
    text += '\n';
  }
  return text;
}

TEST_CASE("the smallest message that one side takes and the other refuses shows a change") {
  CHECK(
      shown(
          R"({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "note": {"type": "string"}}})",
          R"({"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "pattern": "^[0-9]+$"},
                  "note": {"type": "string", "maxLength": 3}}})") ==
      "pattern /id: producers {\"id\":\"\"}\n"
      "maxLength /note: producers {\"id\":\"0\",\"note\":\"0000\"}\n");
  CHECK(shown(R"({"type": "integer"})", R"({"type": "string"})") == "type : consumers \"\" producers 0\n");
}

TEST_CASE("a message shows its own change, not another one") {
  const char* const old =
      R"({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}})";
  const char* const now =
      R"({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer", "minimum": 5},
                              "b": {"type": "integer", "maximum": 7}}})";
  CHECK(shown(old, now) == "minimum /a: producers {\"a\":0,\"b\":0}\nmaximum /b: producers {\"a\":5,\"b\":8}\n");
}

TEST_CASE("what no message shows and no proof excludes is undecided, for those whom it is undecided for") {
  CHECK(shown(R"({"type": "string", "pattern": "^a"})", R"({"type": "string", "pattern": "^ab"})") ==
        fmt::format("pattern : producers \"a\" undecided {}\n", static_cast<int>(Breaks::consumers)));
  // Each value of the new one is of the old one, in words that are not known to say so.
  CHECK(shown(R"({"not": {"not": {"type": "string"}}})", R"({"type": "string"})") ==
        fmt::format("type : undecided {}\n", static_cast<int>(Breaks::producers)));
}

TEST_CASE("messages show what no proof decides: alternatives, conditions, negations, and dynamic references") {
  for (
      const auto& [old, now] : std::vector<std::pair<const char*, const char*>>{
          {R"({"type": "object"})", R"({"type": "object", "not": {"required": ["a", "b"]}})"},
          {R"({"type": "object"})", R"({"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}})"},
          {R"({"type": "integer", "oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]})",
           R"({"type": "integer", "multipleOf": 2})"},
          {R"({"$id": "https://example.com/a", "$dynamicAnchor": "n", "properties": {"next": {"$dynamicRef": "#n"}}})",
           R"({"$id": "https://example.com/a", "$dynamicAnchor": "n", "type": "object", "properties": {"next": {"$dynamicRef": "#n"}}})"}}) {
    const std::string changed = now;
    INFO(changed);
    bool producers = false;
    for (const Evidence& one : evidence(old, now)) {
      for (const Witness& witness : one.witnesses) producers = producers || witness.breaks == Breaks::producers;
    }
    CHECK(producers);
  }
}

TEST_CASE("an integer may have to be written 1.0") {
  CHECK(shown(R"({"type": "integer", "x-int64": true, "minimum": 1, "maximum": 9})",
              R"({"type": "integer", "minimum": 1, "maximum": 9})") == "type : consumers 1.0\n");
}

TEST_CASE("the same seed finds the same messages") {
  const char* const old =
      R"({"anyOf": [{"type": "string", "maxLength": 3}, {"type": "string", "pattern": "^[a-f]+$"}]})";
  const char* const now = R"({"type": "string", "pattern": "^[a-z0-9]{0,3}$"})";
  const std::string found = shown(old, now, 7);
  CHECK(found == shown(old, now, 7));
  CHECK(found.find("producers \"") != std::string::npos);
}

TEST_CASE("changes that there is no message for keep what is known of them") {
  Change removed;
  removed.rule = "topic-removed";
  removed.breaks = Breaks::producers;
  const auto all = WitnessSearch::without_messages({removed});
  REQUIRE(all.size() == 1);
  CHECK(all[0].undecided == Breaks::nobody);
  CHECK(all[0].witnesses.empty());
}

TEST_CASE("a search that finds nothing ends in time, and says that it gave up") {
  std::string properties;
  for (int i = 0; i < 400; ++i) properties += fmt::format("{}\"m{}\":{{\"type\":\"string\"}}", i == 0 ? "" : ",", i);
  const auto wide = [&](const char* more) {
    return test::compiled(
        fmt::format(R"({{"type":"object","minProperties":380,"properties":{{{}}},{}}})", properties, more));
  };
  const auto old = wide(R"("not":{"not":{"required":["m0"]}})");
  const auto now = wide(R"("required":["m0"])");
  const auto started = std::chrono::steady_clock::now();
  WitnessSearch search(0);
  const auto all = search.search(*old, *now, compare(*old, *now));
  CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(25));
  REQUIRE_FALSE(all.empty());
  for (const Evidence& one : all) CHECK(one.undecided == one.change.breaks);
}

}  // namespace
}  // namespace thoth::comparison
