// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <optional>

namespace thoth::generation {
namespace {

constexpr int usual_places = 12;
constexpr int max_places = 17;
constexpr long double largest_number = 9e17L;

/// How many digits stand after the point of a number's token, its exponent counted in.
int places_of(const std::string& token) {
  const auto letter = token.find_first_of("eE");
  const auto point = token.find('.');
  const auto digits = point == std::string::npos ? 0 : static_cast<int>(std::min(letter, token.size()) - point - 1);
  const long exponent = letter == std::string::npos ? 0 : std::strtol(token.c_str() + letter + 1, nullptr, 10);
  return static_cast<int>(std::clamp<long>(digits - std::clamp<long>(exponent, -1000, 1000), 0, max_places));
}

/// Whole numbers of 10^-places.
class Scale {
 public:
  explicit Scale(int places) : one_(std::pow(10.0L, places)) {}

  /// None where it is too large.
  [[nodiscard]] std::optional<std::int64_t> round(const std::string& token, long double (*toward)(long double)) const {
    const long double value = std::strtold(token.c_str(), nullptr) * one_;
    if (!(std::fabs(value) < largest_number)) return std::nullopt;
    const long double nearest = std::round(value);
    const bool whole = std::fabs(value - nearest) < 1e-9L;
    return static_cast<std::int64_t>(whole ? nearest : toward(value));
  }
  [[nodiscard]] std::int64_t one() const { return static_cast<std::int64_t>(one_); }

 private:
  long double one_;
};

std::string token_of(std::int64_t value, int places) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  if (places > 0) {
    const auto after = static_cast<std::size_t>(places);
    if (digits.size() <= after) digits.insert(0, after + 1 - digits.size(), '0');
    digits.insert(digits.size() - after, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return (value < 0 ? "-" : "") + digits;
}

struct Interval {
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> max;
  std::string too_large;  ///< a bound that no place could be found for
};

Interval interval(const std::vector<const Constraints*>& all, const Scale& scale) {
  Interval within;
  const auto bound = [&](const std::optional<Bound>& known, bool lower, bool exclusive) {
    if (!known) return;
    auto value = lower ? scale.round(known->text, [](long double x) { return std::ceil(x); })
                       : scale.round(known->text, [](long double x) { return std::floor(x); });
    if (!value) {
      const bool holds_anyway = (known->text.front() == '-') == lower;
      if (!holds_anyway) within.too_large = known->text;
      return;
    }
    if (exclusive && scale.round(known->text, [](long double x) { return std::floor(x); }) ==
                         scale.round(known->text, [](long double x) { return std::ceil(x); })) {
      *value += lower ? 1 : -1;
    }
    auto& side = lower ? within.least : within.max;
    side = !side ? *value : lower ? std::max(*side, *value) : std::min(*side, *value);
  };
  for (const Constraints* one : all) {
    bound(one->minimum, true, false);
    bound(one->exclusive_minimum, true, true);
    bound(one->maximum, false, false);
    bound(one->exclusive_maximum, false, true);
  }
  return within;
}

std::int64_t divided(std::int64_t value, std::int64_t by, bool up) {
  const std::int64_t quotient = value / by;
  if (value % by == 0) return quotient;
  return quotient + (up && value > 0 ? 1 : !up && value < 0 ? -1 : 0);
}

bool fits(const std::vector<const Constraints*>& all, const Scale& scale) {
  return std::all_of(all.begin(), all.end(), [&scale](const Constraints* one) {
    const auto bounds = {&one->minimum, &one->maximum, &one->exclusive_minimum, &one->exclusive_maximum};
    return std::all_of(bounds.begin(), bounds.end(), [&scale](const std::optional<Bound>* bound) {
      return !*bound || scale.round((*bound)->text, [](long double x) { return std::floor(x); });
    });
  });
}

int places_for(const std::vector<const Constraints*>& all, Fraction fraction) {
  int places = 0;
  bool stepped = false;
  for (const Constraints* one : all) {
    for (const auto* bound : {&one->minimum, &one->maximum, &one->exclusive_minimum, &one->exclusive_maximum}) {
      if (*bound && fraction == Fraction::some)
        places = std::max(places, std::min(places_of((*bound)->text) + 1, max_places));
    }
    if (!one->multiple_of) continue;
    places = std::max(places, places_of(one->multiple_of->text));
    stepped = true;
  }
  if (fraction == Fraction::some && !stepped) places = std::max(places, 2);
  // Large bounds leave less room for places after the point.
  while (places > usual_places && !fits(all, Scale(places))) --places;
  return places;
}

}  // namespace

std::string number_text(const std::vector<const Constraints*>& all, Fraction fraction, Random& random) {
  // Now and then from a wide range, for there may have to be many that differ.
  const std::int64_t width = random.below(4) == 0 ? 1'000'000 : 1000;
  const int places = places_for(all, fraction);
  const Scale scale(places);
  std::int64_t step = fraction == Fraction::none ? scale.one() : 1;
  for (const Constraints* one : all) {
    if (!one->multiple_of) continue;
    const auto factor = scale.round(one->multiple_of->text, [](long double x) { return std::round(x); });
    if (!factor || *factor == 0) return "0";
    const std::int64_t times = step / std::gcd(step, *factor);
    if (static_cast<long double>(times) * static_cast<long double>(*factor) > largest_number) return "0";
    step = times * *factor;
  }
  const Interval within = interval(all, scale);
  if (!within.too_large.empty()) return within.too_large;
  const std::int64_t room = static_cast<long double>(step) * width < largest_number ? width : 1;
  std::int64_t least = within.least ? divided(*within.least, step, true) : 0;
  std::int64_t max = within.max ? divided(*within.max, step, false) : least + room;
  if (!within.least) least = within.max ? max - room : 0;
  if (max < least) max = least;
  return token_of(random.between(least, max) * step, places);
}

}  // namespace thoth::generation
