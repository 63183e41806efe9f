// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/scalar.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace thoth::yaml {
namespace {

struct Word {
  std::string_view text;
  Scalar scalar;
};

constexpr std::array<Word, 11> words{{{"", Scalar::null},
                                      {"~", Scalar::null},
                                      {"null", Scalar::null},
                                      {"Null", Scalar::null},
                                      {"NULL", Scalar::null},
                                      {"true", Scalar::true_value},
                                      {"True", Scalar::true_value},
                                      {"TRUE", Scalar::true_value},
                                      {"false", Scalar::false_value},
                                      {"False", Scalar::false_value},
                                      {"FALSE", Scalar::false_value}}};

std::string without_leading_zeros(const std::string& digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

/// The decimal digits of a number of another base, of any size.
std::string in_decimal(std::string_view digits, unsigned base) {
  std::string reversed = "0";
  for (const char digit : digits) {
    const auto lower = static_cast<unsigned char>(digit | 0x20);
    unsigned carry = digit <= '9' ? static_cast<unsigned>(digit - '0') : lower - 'a' + 10U;
    for (char& place : reversed) {
      carry += static_cast<unsigned>(place - '0') * base;
      place = static_cast<char>('0' + carry % 10);
      carry /= 10;
    }
    for (; carry != 0; carry /= 10) reversed += static_cast<char>('0' + carry % 10);
  }
  std::reverse(reversed.begin(), reversed.end());
  return without_leading_zeros(reversed);
}

/// JSON wants digits on both sides of a point, no plus sign in front and no zeros before the first digit.
std::string json_number(const std::string& sign, const std::string& whole, const std::string& fraction,
                        const std::string& exponent) {
  std::string text = sign == "-" ? "-" : "";
  text += without_leading_zeros(whole);
  if (fraction.size() > 1) text += fraction;
  return text + exponent;
}

}  // namespace

Resolved resolve(std::string_view plain) {
  static const re2::RE2 decimal(R"(([-+]?)([0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?)");
  static const re2::RE2 based(R"(0(?:o([0-7]+)|x([0-9a-fA-F]+)))");
  static const re2::RE2 not_finite(R"([-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))");
  // Longer ones are no numbers that anyone means, and their conversion would take its time.
  constexpr std::size_t longest_based = 1000;

  const auto* const word =
      std::find_if(words.begin(), words.end(), [plain](const Word& one) { return one.text == plain; });
  if (word != words.end()) return {word->scalar, ""};
  const re2::StringPiece text(plain.data(), plain.size());
  std::string sign;
  std::string whole;
  std::string fraction;
  std::string exponent;
  if (re2::RE2::FullMatch(text, decimal, &sign, &whole, &fraction, &exponent) && whole.size() + fraction.size() > 0 &&
      (!whole.empty() || fraction.size() > 1)) {
    return {Scalar::number, json_number(sign, whole, fraction, exponent)};
  }
  std::string octal;
  std::string hexadecimal;
  if (plain.size() <= longest_based && re2::RE2::FullMatch(text, based, &octal, &hexadecimal)) {
    return {Scalar::number, octal.empty() ? in_decimal(hexadecimal, 16) : in_decimal(octal, 8)};
  }
  return {re2::RE2::FullMatch(text, not_finite) ? Scalar::not_finite : Scalar::string, ""};
}

}  // namespace thoth::yaml
