// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/error.hpp"

#include <doctest/doctest.h>

#include <map>

#include "thoth/violation.hpp"

namespace thoth {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0)
    return fail(ErrorCode::usage, "halving", std::to_string(number), "it is odd", "give an even one");
  return number / 2;
}

Result<int> quarter(int number) {
  const int once = THOTH_TRY(half(number));
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

Result<std::map<int, int>> halves(int number) {
  const std::map<int, int> found = THOTH_TRY(Result<std::map<int, int>>(std::map<int, int>{{number, number / 2}}));
  if (number > 4) THOTH_TRY(half(number));
  return found;
}

tl::expected<int, Violations> violated() {
  Violation missing{Code::missing, "/name", {}, "a string", "", ""};
  return tl::unexpected<Violations>(Violations{missing, missing});
}

Result<int> told_as_error() {
  return THOTH_TRY(violated());
}

tl::expected<int, Violations> told_as_violations() {
  return THOTH_TRY(violated());
}

TEST_CASE("and_then goes on with the value, or hands the error on") {
  CHECK(half(12).and_then(quarter).error().subject == "3");
  CHECK(half(24).and_then(quarter).value() == 3);
  CHECK(half(1).and_then(quarter).error().subject == "1");
  CHECK(Result<void>().and_then([] { return half(2); }).value() == 1);
}

TEST_CASE("THOTH_TRY stands in an if without braces, and takes types with commas") {
  CHECK(halves(3).value().at(3) == 1);
  CHECK(halves(6).value().at(6) == 3);
  CHECK(halves(7).error().subject == "7");
}

TEST_CASE("THOTH_TRY turns violations into an error where the function returns one") {
  CHECK(told_as_violations().error().size() == 2);
  const auto told = told_as_error();
  REQUIRE(!told);
  CHECK(told.error().code == ErrorCode::invalid);
  CHECK(told.error().text() ==
        "reading message contents: at /name: required member \"name\" is missing (a string) (and 1 more)");
}

TEST_CASE("THOTH_TRY hands an error on and gives the value") {
  CHECK(quarter(12).value() == 3);
  CHECK(quarter(7).error().subject == "7");
  const auto odd_half = quarter(6);
  REQUIRE(!odd_half);
  CHECK(odd_half.error().subject == "3");
  CHECK(odd_half.error().code == ErrorCode::usage);
}

}  // namespace
}  // namespace thoth
