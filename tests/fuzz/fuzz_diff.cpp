// SPDX-License-Identifier: GPL-3.0-or-later
// A schema compared with itself, with changed copies of it, and with another one after a line of ---: where nobody on
// one side is said to be broken, no message at random shows otherwise.
#include <random>
#include <vector>

#include "fuzz.hpp"
#include "json_schema/changed_copy.hpp"
#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "thoth/comparison.hpp"
#include "thoth/sampler.hpp"
#include "thoth/validation.hpp"

namespace thoth::fuzz {
namespace {

constexpr unsigned copies = 3;
constexpr int samples_of_each = 2;

/// A schema that compiles, and the documents that it is part of.
struct Compiled {
  json_schema::Documents documents;
  const json_schema::Resource* root = nullptr;
  SchemaPtr schema;
};

bool compile(std::string_view text, Compiled& compiled) {
  const auto root = compiled.documents.add("fuzz:/schema.json", "schema.json", std::string(text));
  if (!root) return false;
  auto schema = json_schema::Compiler(compiled.documents).compile(**root, "fuzz");
  if (!schema) return false;
  compiled.root = *root;
  compiled.schema = std::move(*schema);
  return true;
}

bool is_valid(const Schema& schema, const std::string& contents) {
  MessageValidator validator({Strict::no, {}, Wire::skip});
  return validator.validate(schema, {contents, nullptr, nullptr, nullptr}).valid();
}

/// No message at random that is valid under `from` may be invalid under `to`.
void check_unbroken(const Schema& from, const Schema& to) {
  Sampler sampler(from, 1);
  for (int i = 0; i < samples_of_each; ++i) {
    const Result<std::string> contents = sampler.valid();
    if (!contents) return;
    require(is_valid(to, *contents), "a side that is not broken takes what the other does");
  }
}

void compare_both(const Schema& before, const Schema& after) {
  Breaks breaks = Breaks::nobody;
  for (const Change& change : compare(before, after)) {
    require(!change.rule.empty(), "a change has a rule");
    breaks = breaks | change.breaks;
  }
  if ((breaks & Breaks::producers) == Breaks::nobody) check_unbroken(before, after);
  if ((breaks & Breaks::consumers) == Breaks::nobody) check_unbroken(after, before);
}

void compare_with_itself(const Schema& schema) {
  for (const Change& change : compare(schema, schema)) {
    require(change.decided == Decided::no, "a schema is not known to differ from itself");
  }
}

}  // namespace

void run(std::string_view text) {
  constexpr std::string_view line = "\n---\n";
  const auto end = text.find(line);
  Compiled before;
  if (!compile(text.substr(0, end), before)) return;
  compare_with_itself(*before.schema);
  if (end != std::string_view::npos) {
    Compiled after;
    if (compile(text.substr(end + line.size()), after)) compare_both(*before.schema, *after.schema);
    return;
  }
  for (unsigned seed = 0; seed < copies; ++seed) {
    std::mt19937 random(seed);
    Compiled copy;
    if (!compile(test::changed_copy(*before.root->root.node, random), copy)) continue;
    compare_both(*before.schema, *copy.schema);
  }
}

}  // namespace thoth::fuzz
