// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/utf8.hpp"
#include "contract/format.hpp"
#include "contract/pattern.hpp"
#include "generation/value_maker.hpp"
#include "thoth/json.hpp"
#include "unit/json_schema/compiled.hpp"

// The part of ValueMaker that makes strings.

namespace thoth::generation {
namespace {

/// The different strings of many tries.
std::set<std::string> texts(const std::string& keywords) {
  const auto schema = test::compiled(R"({"type": "string", )" + keywords + "}");
  ValueMaker maker(*schema, 1);
  std::set<std::string> all;
  for (int i = 0; i < 100; ++i) {
    const std::string value = maker.make(0);
    const auto parsed = json::parse(value);
    REQUIRE(parsed.document);
    all.emplace(parsed.document->root().text);
  }
  CHECK(all.size() > 1);
  return all;
}

TEST_CASE("strings have as many characters as they must and may have, both ends among them") {
  std::set<std::size_t> lengths;
  for (const std::string& text : texts(R"("minLength": 2, "maxLength": 4)")) lengths.insert(text.size());
  CHECK(lengths == std::set<std::size_t>{2, 3, 4});
}

TEST_CASE("a pattern is matched, also where a length asks for more than it does") {
  const auto pattern = Pattern::compile("^[äb]+c");
  for (const std::string& text : texts(R"("pattern": "^[äb]+c", "minLength": 12, "maxLength": 20)")) {
    CAPTURE(text);
    CHECK(pattern->is_in(text));
    const auto length = utf8::count_characters(text);
    CHECK(length >= 12);
    CHECK(length <= 20);
  }
}

TEST_CASE("two patterns that agree are both matched") {
  const auto one = Pattern::compile("a");
  const auto other = Pattern::compile("[0-9]{3}");
  int both = 0;
  for (const std::string& text : texts(R"("allOf": [{"pattern": "a"}, {"pattern": "[0-9]{3}"}])")) {
    both += one->is_in(text) && other->is_in(text) ? 1 : 0;
  }
  CHECK(both > 10);
}

TEST_CASE("a format is kept, unless a length leaves no room for it") {
  for (const std::string& text : texts(R"("format": "uuid")")) CHECK(has_format(text, Format::uuid));
  for (const std::string& text : texts(R"("format": "uuid", "maxLength": 10)")) CHECK(text.size() <= 10);
}

}  // namespace
}  // namespace thoth::generation
