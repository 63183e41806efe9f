// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/scalar.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::yaml::resolve;
using thoth::yaml::Scalar;

TEST_CASE("words of the core schema, in three spellings and no other") {
  for (const char* const text : {"", "~", "null", "Null", "NULL"}) CHECK(resolve(text).scalar == Scalar::null);
  for (const char* const text : {"true", "True", "TRUE"}) CHECK(resolve(text).scalar == Scalar::true_value);
  for (const char* const text : {"false", "False", "FALSE"}) CHECK(resolve(text).scalar == Scalar::false_value);
  for (const char* const text : {"nULL", "tRue", "yes", "no", "on", "off", "n", "none"}) {
    CAPTURE(text);
    CHECK(resolve(text).scalar == Scalar::string);
  }
}

TEST_CASE("a number becomes a token of JSON with the same value, to the digit") {
  const auto number = [](const std::string& text) {
    const auto resolved = resolve(text);
    CHECK(resolved.scalar == Scalar::number);
    return resolved.number;
  };
  CHECK(number("0") == "0");
  CHECK(number("-0") == "-0");
  CHECK(number("+12") == "12");
  CHECK(number("-007") == "-7");
  CHECK(number("1.") == "1");
  CHECK(number(".50") == "0.50");
  CHECK(number("000.1e-05") == "0.1e-05");
  CHECK(number("123456789012345678901234567890") == "123456789012345678901234567890");
  CHECK(number("0o0") == "0");
  CHECK(number("0o0777") == "511");
  CHECK(number("0xDeadBeef") == "3735928559");
  CHECK(number("0x10000000000000000") == "18446744073709551616");
}

TEST_CASE("what is nearly a number is a string") {
  for (const char* const text : {".", "+", "-.", "1e", "e1", "1_000", "0o8", "0xg", "-0x1", "0b1", "1.2.3", "1 2"}) {
    CAPTURE(text);
    CHECK(resolve(text).scalar == Scalar::string);
  }
  CHECK(resolve("0x" + std::string(998, 'f')).scalar == Scalar::number);
  CHECK(resolve("0x" + std::string(999, 'f')).scalar == Scalar::string);
}

TEST_CASE("infinities and not-a-number are known as such") {
  for (const char* const text : {".inf", "-.INF", "+.Inf", ".nan", ".NaN"}) {
    CAPTURE(text);
    CHECK(resolve(text).scalar == Scalar::not_finite);
  }
  CHECK(resolve("-.nan").scalar == Scalar::string);
  CHECK(resolve("inf").scalar == Scalar::string);
}
