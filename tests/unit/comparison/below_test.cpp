// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/below.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace thoth::comparison {
namespace {

TEST_CASE("a pointer leads a step further for as long as that lasts") {
  std::string pointer = "/a";
  {
    const Below member(pointer, "b/c");
    CHECK(pointer == "/a/b~1c");
    {
      const Below element(pointer, std::optional<std::size_t>(3));
      CHECK(pointer == "/a/b~1c/3");
    }
    const Below any(pointer, std::optional<std::size_t>());
    CHECK(pointer == "/a/b~1c/*");
  }
  CHECK(pointer == "/a");
}

TEST_CASE("elements past those with rules of their own are any element") {
  CHECK(index_in(1, 2) == 1);
  CHECK_FALSE(index_in(2, 2));
  CHECK_FALSE(index_in(0, 0));
}

}  // namespace
}  // namespace thoth::comparison
