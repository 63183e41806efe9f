// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/pointer_use.hpp"

#include <doctest/doctest.h>

using thoth::cli::PointerUse;

TEST_CASE("a pointer that no record has gets a warning, with their number") {
  PointerUse use;
  CHECK(use.warning("/a") == std::nullopt);
  use.add(PointerUse::Found::no);
  CHECK(use.warning("/a") == "/a was in none of 1 record: pointers start in the contents");
  use.add(PointerUse::Found::no);
  CHECK(use.warning("/a") == "/a was in none of 2 records: pointers start in the contents");
  use.add(PointerUse::Found::yes);
  use.add(PointerUse::Found::no);
  CHECK(use.warning("/a") == std::nullopt);
}
