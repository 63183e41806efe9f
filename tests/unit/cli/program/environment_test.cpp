// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/environment.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

TEST_CASE("a variable that is empty counts as unset") {
  const Environment environment{{"SET", "x"}, {"EMPTY", ""}};
  CHECK(variable(environment, "SET") == "x");
  CHECK_FALSE(variable(environment, "EMPTY"));
  CHECK_FALSE(variable(environment, "UNSET"));
}

TEST_CASE("yes is said in three words, in any case") {
  for (const char* const text : {"1", "true", "TRUE", "Yes", "yes"}) CHECK(is_truthy(text));
  for (const char* const text : {"", "0", "false", "no", "on", "y", "2", "true "}) CHECK_FALSE(is_truthy(text));
}
