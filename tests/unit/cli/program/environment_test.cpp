// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/environment.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace thoth::cli;

TEST_CASE("a variable that is empty counts as unset") {
  const Environment environment{{"SET", "x"}, {"EMPTY", ""}};
  CHECK(variable(environment, "SET") == "x");
  CHECK_FALSE(variable(environment, "EMPTY"));
  CHECK_FALSE(variable(environment, "UNSET"));
}

TEST_CASE("the process's environment is copied, values with = among it") {
  REQUIRE(::setenv("THOTH_TEST_VARIABLE", "a=b", 1) == 0);
  const Environment before = process_environment();
  REQUIRE(::unsetenv("THOTH_TEST_VARIABLE") == 0);
  CHECK(variable(before, "THOTH_TEST_VARIABLE") == "a=b");
  CHECK_FALSE(variable(process_environment(), "THOTH_TEST_VARIABLE"));
}

TEST_CASE("yes is said in three words, in any case") {
  for (const char* const text : {"1", "true", "TRUE", "Yes", "yes"}) CHECK(is_truthy(text));
  for (const char* const text : {"", "0", "false", "no", "on", "y", "2", "true "}) CHECK_FALSE(is_truthy(text));
}
