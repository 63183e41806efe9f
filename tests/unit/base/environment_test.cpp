// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/environment.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using thoth::process_environment;

TEST_CASE("the process's environment is copied, values with = among it") {
  REQUIRE(::setenv("THOTH_TEST_VARIABLE", "a=b", 1) == 0);
  const auto before = process_environment();
  REQUIRE(::unsetenv("THOTH_TEST_VARIABLE") == 0);
  REQUIRE(before.contains("THOTH_TEST_VARIABLE"));
  CHECK(before.at("THOTH_TEST_VARIABLE") == "a=b");
  CHECK_FALSE(process_environment().contains("THOTH_TEST_VARIABLE"));
}
