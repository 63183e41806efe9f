// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/number_text.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "contract/constraints.hpp"
#include "json/decimal.hpp"

using thoth::Bound;
using thoth::Constraints;
using thoth::generation::Fraction;
using thoth::generation::number_text;
using thoth::generation::Random;
using thoth::json::Decimal;

namespace {

Bound bound(const char* text) {
  return {Decimal(text), text};
}

/// The different numbers of many tries.
std::set<std::string> numbers(const Constraints& constraints, Fraction fraction) {
  Random random(1);
  std::set<std::string> all;
  for (int i = 0; i < 300; ++i) all.insert(number_text({&constraints}, fraction, random));
  return all;
}

}  // namespace

TEST_CASE("integers within bounds, both ends among them") {
  Constraints constraints;
  constraints.minimum = bound("-1.5");
  constraints.exclusive_maximum = bound("2");
  CHECK(numbers(constraints, Fraction::none) == std::set<std::string>{"-1", "0", "1"});
}

TEST_CASE("numbers with a fraction lie between bounds that no integer does") {
  Constraints constraints;
  constraints.exclusive_minimum = bound("0.1");
  constraints.maximum = bound("0.12");
  const auto all = numbers(constraints, Fraction::some);
  CHECK(all.size() > 1);
  for (const std::string& text : all) {
    CAPTURE(text);
    CHECK(Decimal(text) > Decimal("0.1"));
    CHECK(Decimal(text) <= Decimal("0.12"));
  }
}

TEST_CASE("multiples of all that is named, whatever the rules are spread over") {
  Constraints one;
  one.multiple_of = bound("0.4");
  one.minimum = bound("1");
  Constraints other;
  other.multiple_of = bound("6");
  other.maximum = bound("40");
  Random random(1);
  std::set<std::string> all;
  for (int i = 0; i < 300; ++i) all.insert(number_text({&one, &other}, Fraction::some, random));
  CHECK(all == std::set<std::string>{"6", "12", "18", "24", "30", "36"});
}

TEST_CASE("bounds that are too large for arithmetic are numbers themselves, or hold anyway") {
  Constraints constraints;
  constraints.minimum = bound("1e400");
  CHECK(numbers(constraints, Fraction::none) == std::set<std::string>{"1e400"});
  Constraints wide;
  wide.minimum = bound("-1e400");
  wide.maximum = bound("3");
  for (const std::string& text : numbers(wide, Fraction::none)) CHECK(Decimal(text) <= Decimal("3"));
}

TEST_CASE("where no number fits, a token comes all the same") {
  Constraints constraints;
  constraints.minimum = bound("2");
  constraints.maximum = bound("1");
  for (const std::string& text : numbers(constraints, Fraction::none)) CHECK(Decimal(text).is_integer());
}
