// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>

#include "generation/value_maker.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth::test {

/// The different values that a ValueMaker makes in many tries, each of which must be JSON that the schema allows.
inline std::set<std::string> made_values(const std::string& text) {
  const auto schema = compiled(text);
  generation::ValueMaker maker(*schema, 1);
  std::set<std::string> all;
  for (int i = 0; i < 200; ++i) {
    std::string value = maker.make(0);
    const auto parsed = json::parse(value);
    REQUIRE(parsed.document);
    CAPTURE(value);
    CHECK(validate(*schema, parsed.document->root()).empty());
    CHECK_FALSE(maker.was_cut_short());
    all.insert(std::move(value));
  }
  return all;
}

}  // namespace thoth::test
