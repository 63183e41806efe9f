// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/size_sketch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace thoth::cli;

namespace {

std::size_t exact_quantile(std::vector<std::size_t> sizes, double share) {
  std::sort(sizes.begin(), sizes.end());
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sizes.size())));
  return sizes[std::max<std::size_t>(rank, 1) - 1];
}

SizeSketch sketch_of(const std::vector<std::size_t>& sizes) {
  SizeSketch sketch;
  for (const std::size_t size : sizes) sketch.add(size);
  return sketch;
}

void check_against_exact(const std::vector<std::size_t>& sizes) {
  const SizeSketch sketch = sketch_of(sizes);
  for (const double share : {0.0, 0.01, 0.25, 0.5, 0.95, 0.99, 0.999, 1.0}) {
    CAPTURE(share);
    const auto exact = static_cast<double>(exact_quantile(sizes, share));
    const auto found = static_cast<double>(sketch.quantile(share));
    CHECK(std::abs(found - exact) <= exact * SizeSketch::max_error);
  }
}

}  // namespace

TEST_CASE("quantiles of no sizes, and of one") {
  CHECK(SizeSketch().quantile(0.5) == 0);
  CHECK(SizeSketch().is_exact());
  const SizeSketch one = sketch_of({1'000'003});
  CHECK(one.quantile(0) == 1'000'003);
  CHECK(one.quantile(0.99) == 1'000'003);
  CHECK(one.is_exact());
  CHECK_FALSE(sketch_of({1, 1000}).is_exact());
}

TEST_CASE("quantiles of small sizes are exact") {
  std::vector<std::size_t> sizes(128);
  std::iota(sizes.begin(), sizes.end(), std::size_t{0});
  const SizeSketch sketch = sketch_of(sizes);
  CHECK(sketch.is_exact());
  for (const double share : {0.1, 0.5, 0.95, 0.99, 1.0}) CHECK(sketch.quantile(share) == exact_quantile(sizes, share));
}

TEST_CASE("quantiles of any sizes are off by no more than is said") {
  std::mt19937_64 random(1);
  std::vector<std::size_t> even;
  std::vector<std::size_t> skewed;
  for (int i = 0; i < 20'000; ++i) {
    even.push_back(random() % 5000);
    skewed.push_back(static_cast<std::size_t>(std::exp(static_cast<double>(random() % 20'000) / 1000)));
  }
  check_against_exact(even);
  check_against_exact(skewed);
  std::vector<std::size_t> borders;
  for (unsigned bits = 0; bits < 63; ++bits) {
    for (const std::size_t off : {0U, 1U, 2U}) borders.push_back((std::size_t{1} << bits) - 1 + off);
  }
  check_against_exact(borders);
  for (const std::size_t size : borders) {
    SizeSketch two = sketch_of({size, 0, std::size_t{1} << 63U});
    CAPTURE(size);
    CHECK(std::abs(static_cast<double>(two.quantile(0.5)) - static_cast<double>(size)) <=
          static_cast<double>(size) * SizeSketch::max_error);
  }
}

TEST_CASE("joining sketches is adding all sizes to one") {
  const std::vector<std::size_t> left{5, 300, 70'000};
  const std::vector<std::size_t> right{1, 2, 90'000'000};
  SizeSketch joined = sketch_of(left);
  joined.merge(sketch_of(right));
  joined.merge(SizeSketch());
  SizeSketch backwards;
  backwards.merge(sketch_of(right));
  backwards.merge(sketch_of(left));
  const SizeSketch all = sketch_of({5, 300, 70'000, 1, 2, 90'000'000});
  CHECK(joined.count() == 6);
  for (const double share : {0.0, 0.3, 0.5, 0.8, 1.0}) {
    CHECK(joined.quantile(share) == all.quantile(share));
    CHECK(backwards.quantile(share) == all.quantile(share));
  }
}

TEST_CASE("classes hold the sizes that occurred") {
  const auto classes = sketch_of({3, 3, 1000}).classes();
  REQUIRE(classes.size() == 2);
  CHECK(classes[0].least == 3);
  CHECK(classes[0].most == 3);
  CHECK(classes[0].count == 2);
  CHECK(classes[1].least == 1000);
  CHECK(classes[1].most == 1007);
  CHECK(classes[1].count == 1);
}
