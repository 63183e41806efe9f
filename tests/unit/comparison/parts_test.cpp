// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/parts.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "comparison/witness.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

Schema type(const std::string& key, const std::string& headers) {
  Schema made = *test::compiled(R"({"type":"object"})");
  if (!key.empty()) made.key = test::compiled(key);
  if (!headers.empty()) made.headers = test::compiled(headers);
  return made;
}

/// "POINTER RULE BREAKS WITNESS at POINTER, …" of each change.
std::vector<std::string> changes(const Schema& before, const Schema& after) {
  std::vector<std::string> all;
  for (const Evidence& evidence : WitnessSearch(0).search(before, after, compare(before, after))) {
    const Change& change = evidence.change;
    std::string text = change.pointer + ' ' + change.rule;
    if (change.decided == Decided::no) text += " undecided";
    for (const Witness& witness : evidence.witnesses) {
      text += (witness.breaks == Breaks::producers ? " producers " : " consumers ") + witness.contents + " at " +
              witness.violation.pointer;
    }
    all.push_back(std::move(text));
  }
  return all;
}

using Texts = std::vector<std::string>;

TEST_CASE("parts are those that either contract speaks of") {
  CHECK(parts_of(type("", ""), type("", "")).size() == 1);
  CHECK(parts_of(type("{}", ""), type("", "")).size() == 2);
  CHECK(parts_of(type("", ""), type("{}", "{}")).size() == 3);
}

TEST_CASE("what changes of keys and headers is found and shown") {
  const Schema bare = type("", "");
  const Schema keyed = type(R"({"type":"integer"})", "");
  CHECK(changes(keyed, keyed) == Texts{});
  CHECK(changes(bare, keyed) == Texts{"#key type producers \"\" at #key"});
  CHECK(changes(keyed, bare) == Texts{"#key type consumers \"\" at #key"});
  CHECK(changes(bare, type("", R"({"type":"object"})")) == Texts{});
  const Schema traced = type("", R"({"type":"object","required":["a"]})");
  CHECK(changes(type("", R"({"type":"object"})"), traced) == Texts{"#headers/a required producers {} at #headers/a"});
}

}  // namespace
}  // namespace thoth::comparison
