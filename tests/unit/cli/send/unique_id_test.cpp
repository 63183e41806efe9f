// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/unique_id.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

TEST_CASE("an id is made once") {
  const std::string id = unique_id();
  CHECK(id.starts_with("thoth-msg-"));
  CHECK(id.size() == 26);
  CHECK(id.find_first_not_of("0123456789abcdef", 10) == std::string::npos);
  CHECK(unique_id() != id);
}
