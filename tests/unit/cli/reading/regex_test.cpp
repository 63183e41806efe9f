// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/regex.hpp"

#include <doctest/doctest.h>
#include <re2/re2.h>

using namespace thoth::cli;

TEST_CASE("a regular expression is compiled once and shared") {
  const auto regex = compile_regex("^a+$", "--where /x~^a+$");
  REQUIRE(regex.has_value());
  const auto& shared = *regex;
  CHECK(re2::RE2::PartialMatch("aaa", *shared));
  CHECK_FALSE(re2::RE2::PartialMatch("aab", *shared));
}

TEST_CASE("a malformed one is refused with what is wrong and the option it was given for") {
  const auto regex = compile_regex("(a", "--topic ^(a");
  REQUIRE_FALSE(regex.has_value());
  CHECK(regex.error().code == thoth::ErrorCode::usage);
  CHECK(regex.error().text().find("--topic ^(a") != std::string::npos);
  CHECK(regex.error().text().find("missing )") != std::string::npos);
}
