// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/comparison.hpp"

#include <doctest/doctest.h>

#include "support/temporary_file.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

Result<Comparison> parsed(Operator op, const std::string& value, RecordField::Kind kind = RecordField::Kind::contents) {
  return Comparison::parse({"field", op, "?", value, std::nullopt}, kind);
}

Operand text(std::string_view text) {
  return {Operand::Kind::text, text};
}

Operand number(std::string_view token) {
  return {Operand::Kind::number, token};
}

}  // namespace

TEST_CASE("numbers equal by value, texts by their bytes") {
  const auto one = parsed(Operator::equal, "1.0");
  CHECK(one->fits(number("1.0")));
  CHECK(one->fits(number("10e-1")));
  CHECK(one->fits(text("1.0")));
  CHECK(!one->fits(text("1")));
  CHECK(!one->fits({Operand::Kind::nothing}));
  CHECK(parsed(Operator::equal, "true")->fits({Operand::Kind::word, "true"}));
}

TEST_CASE("numbers are ordered by value, also in texts, and other texts by their bytes") {
  const auto less = parsed(Operator::less, "10");
  CHECK(less->fits(number("9")));
  CHECK(less->fits(text("9")));
  CHECK(!less->fits(number("10.0")));
  CHECK(less->fits(text("")));
  CHECK(!less->fits(text("9a")));
  CHECK(!less->fits({Operand::Kind::word, "null"}));
  CHECK(parsed(Operator::at_most, "b")->fits(text("b")));
  CHECK(parsed(Operator::greater, "a")->fits(text("b")));
  CHECK(parsed(Operator::at_least, "-0")->fits(number("0.0e5")));
}

TEST_CASE("one of many values, a line each") {
  const test::TemporaryFile file("b\r\n\n1\na \n");
  const std::string& path = file.path();
  const auto many = parsed(Operator::equal, "@" + path);
  REQUIRE(many.has_value());
  for (const char* value : {"a ", "b", "1"}) CHECK(many->fits(text(value)));
  for (const char* value : {"", "a", "b\r", "1.0"}) CHECK(!many->fits(text(value)));
  CHECK(many->fits(number("1.0")));
  CHECK(parsed(Operator::unequal, "@" + path)->is_negative());
  CHECK(parsed(Operator::equal, "@@x")->fits(text("@x")));
  CHECK(parsed(Operator::match, "@x")->fits(text("a@x")));
  const test::TemporaryFile without_values("\n");
  const auto empty = parsed(Operator::equal, "@" + without_values.path());
  REQUIRE(!empty.has_value());
  CHECK(empty.error().reason == "it holds no value");
  const auto numbers = parsed(Operator::equal, "@" + path, RecordField::Kind::offset);
  REQUIRE(!numbers.has_value());
  CHECK(numbers.error().reason == "\"b\" is not a number");
}
