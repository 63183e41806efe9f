// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ascii.hpp"

#include <doctest/doctest.h>

using namespace thoth;

TEST_CASE("letters of ASCII become lower case, and nothing else changes") {
  CHECK(lower_case("@AMZ[`amz{ 09") == "@amz[`amz{ 09");
  CHECK(lower_case("\xC3\x84") == "\xC3\x84");
  CHECK(lower_case("").empty());
}
