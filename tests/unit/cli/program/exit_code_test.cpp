// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/exit_code.hpp"

#include <doctest/doctest.h>

using thoth::ErrorCode;
using thoth::cli::exit_code;

TEST_CASE("every kind of error has its documented exit code") {
  const auto number = [](ErrorCode code) { return static_cast<int>(exit_code(code)); };
  CHECK(number(ErrorCode::invalid) == 1);
  CHECK(number(ErrorCode::usage) == 2);
  CHECK(number(ErrorCode::unreachable) == 3);
  CHECK(number(ErrorCode::undelivered) == 4);
  CHECK(number(ErrorCode::unmet) == 5);
  CHECK(number(ErrorCode::internal) == 70);
  CHECK(number(ErrorCode::io) == 74);
}
