// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/progress.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

namespace {

constexpr Unit messages{"message", "messages"};

}  // namespace

TEST_CASE("progress shows a bar, messages, bytes, rate and the time left") {
  CHECK(progress_text({312000, 1000000, 110800000, 0.5, messages}, 100) ==
        "[######--------------] 312000 of 1000000 messages, 110.8 MB, 624000/s, 2 s left");
  CHECK(progress_text({100, 100, 5000, 2, messages}, 100) ==
        "[####################] 100 of 100 messages, 5.0 kB, 50/s");
  CHECK(progress_text({0, 100, 0, 0, messages}, 100) == "[--------------------] 0 of 100 messages, 0 B, 0/s");
}

TEST_CASE("where nobody knows the end there is no bar") {
  CHECK(progress_text({1, std::nullopt, 355, 1, messages}, 100) == "1 message, 355 B, 1/s");
}

TEST_CASE("long times are told in minutes and hours") {
  CHECK(progress_text({1, 101, 1, 1, messages}, 100).ends_with(", 1:40 min left"));
  CHECK(progress_text({1, 7201, 1, 1, messages}, 100).ends_with(", 2:00 h left"));
}

TEST_CASE("progress fits the terminal") {
  CHECK(progress_text({312000, 1000000, 110800000, 0.5, messages}, 30) == "[######--------------] 312000 ");
}
