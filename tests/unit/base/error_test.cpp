// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/error.hpp"

#include <doctest/doctest.h>

namespace thoth {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0)
    return fail(ErrorCode::usage, "halving", std::to_string(number), "it is odd", "give an even one");
  return number / 2;
}

Result<int> quarter(int number) {
  THOTH_TRY_ASSIGN(const int once, half(number));
  THOTH_TRY(half(once));
  return once / 2;
}

TEST_CASE("an error tells what was done, on what, what is wrong and what to do") {
  CHECK(Error{ErrorCode::usage, "reading", "a.json", "no such file", "check the path"}.text() ==
        "reading a.json: no such file (check the path)");
}

TEST_CASE("parts of an error that are empty leave no trace") {
  CHECK(Error{ErrorCode::io, "writing", "", "disk full", ""}.text() == "writing: disk full");
  CHECK(Error{ErrorCode::io, "", "stdout", "disk full", ""}.text() == "stdout: disk full");
  CHECK(Error{ErrorCode::io, "", "", "disk full", "make room"}.text() == "disk full (make room)");
  CHECK(Error{ErrorCode::io, "writing", "stdout", "", ""}.text() == "writing stdout");
  CHECK(Error{}.text().empty());
}

TEST_CASE("the TRY macros hand an error on and bind a value") {
  CHECK(quarter(12).value() == 3);
  CHECK(quarter(7).error().subject == "7");
  const auto odd_half = quarter(6);
  REQUIRE(!odd_half);
  CHECK(odd_half.error().subject == "3");
  CHECK(odd_half.error().code == ErrorCode::usage);
}

}  // namespace
}  // namespace thoth
