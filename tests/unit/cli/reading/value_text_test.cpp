// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/value_text.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace {

std::string text_of(std::string_view json) {
  const thoth::json::Parsed parsed = thoth::json::parse(json);
  REQUIRE(parsed.document != nullptr);
  std::string out = ">";
  thoth::cli::append_value_text(parsed.document->root(), out);
  return out;
}

}  // namespace

TEST_CASE("a string is its characters, anything else is JSON") {
  CHECK(text_of(R"("a\"\u0062")") == ">a\"b");
  CHECK(text_of("1.50") == ">1.50");
  CHECK(text_of("null") == ">null");
  CHECK(text_of(R"([ "a", {} ])") == R"(>["a",{}])");
}
