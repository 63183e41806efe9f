// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/decimal.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace thoth::json {
namespace {

bool is_multiple(const char* value, const char* divisor) {
  return Decimal(value).is_multiple_of(Decimal(divisor));
}

TEST_CASE("numbers of the same value are equal however they are written") {
  CHECK(Decimal("1") == Decimal("1.0"));
  CHECK(Decimal("1") == Decimal("10e-1"));
  CHECK(Decimal("-0") == Decimal("0.000"));
  CHECK(Decimal("0e99") == Decimal("0"));
  CHECK(Decimal("1200") == Decimal("1.2E+3"));
  CHECK(Decimal("1") != Decimal("-1"));
}

TEST_CASE("numbers compare exactly where a double could not tell them apart") {
  CHECK(Decimal("9007199254740993") > Decimal("9007199254740992"));
  CHECK(Decimal("0.1000000000000000000001") > Decimal("0.1"));
  CHECK(Decimal("1e400") > Decimal("9e399"));
  CHECK(Decimal("-1e400") < Decimal("-9e399"));
  CHECK(Decimal("-2") < Decimal("1"));
  CHECK(Decimal("0") > Decimal("-1e-400"));
  CHECK(Decimal("1e99999999999999999999") > Decimal("1e308"));
}

TEST_CASE("multiples are told exactly") {
  CHECK(is_multiple("0.3", "0.1"));
  CHECK(is_multiple("19.99", "0.01"));
  CHECK_FALSE(is_multiple("19.995", "0.01"));
  CHECK(is_multiple("123456789012345678901234567890", "10"));
  CHECK_FALSE(is_multiple("123456789012345678901234567891", "7"));
  CHECK(is_multiple("1e308", "0.123456789012345678") == false);
  CHECK(is_multiple("1e308", "5e-324"));
  CHECK(is_multiple("0", "3"));
  CHECK(is_multiple("-9", "3"));
}

TEST_CASE("integers and counts are told by value") {
  CHECK(Decimal("2.50e1").is_integer());
  CHECK_FALSE(Decimal("2.5").is_integer());
  CHECK(Decimal("3.0").count() == 3);
  CHECK(Decimal("1e9").count() == 1'000'000'000);
  CHECK_FALSE(Decimal("-1").count().has_value());
  CHECK_FALSE(Decimal("0.5").count().has_value());
  CHECK(Decimal("18446744073709551615").count() == std::numeric_limits<std::uint64_t>::max());
  CHECK(Decimal("1e30").count() == std::numeric_limits<std::uint64_t>::max());
  CHECK(Decimal("123456789012345678901234567890123").count() == std::numeric_limits<std::uint64_t>::max());
}

}  // namespace
}  // namespace thoth::json
