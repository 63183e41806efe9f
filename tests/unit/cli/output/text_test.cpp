// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/text.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

TEST_CASE("durations for people") {
  CHECK(duration_text(std::chrono::milliseconds{2000}) == "2 s");
  CHECK(duration_text(std::chrono::milliseconds{1500}) == "1500 ms");
  CHECK(duration_text(std::chrono::milliseconds{0}) == "0 s");
}

TEST_CASE("bytes for people") {
  CHECK(byte_text(0) == "0 B");
  CHECK(byte_text(999) == "999 B");
  CHECK(byte_text(1000) == "1.0 kB");
  CHECK(byte_text(999949) == "999.9 kB");
  CHECK(byte_text(999950) == "1.0 MB");
  CHECK(byte_text(355000000) == "355.0 MB");
}

TEST_CASE("numbers as ranges") {
  CHECK(ranges_text({}, 10).empty());
  CHECK(ranges_text({4}, 10) == "4");
  CHECK(ranges_text({1, 2, 3, 7, 9, 10}, 10) == "1-3, 7, 9-10");
  CHECK(ranges_text({1, 3, 5, 7}, 2) == "1, 3 and 2 more");
}
