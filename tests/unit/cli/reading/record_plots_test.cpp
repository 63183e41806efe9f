// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/record_plots.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

TEST_CASE("stretches are told in the unit that fits") {
  CHECK(stretch_text(1) == "1 ms");
  CHECK(stretch_text(1500) == "1500 ms");
  CHECK(stretch_text(30'000) == "30 s");
  CHECK(stretch_text(600'000) == "10 min");
  CHECK(stretch_text(7'200'000) == "2 h");
  CHECK(stretch_text(86'400'000) == "1 d");
}

TEST_CASE("a time line says from when to when, and what it leaves out") {
  TimeLine times;
  CHECK(time_plot(times).empty());
  for (std::int64_t i = 0; i < 1440; ++i)
    times.add(1'768'471'200'000 + i * 60'000, i == 3 ? Judged::invalid : Judged::valid);
  times.add(0, Judged::valid);
  const std::string text = time_plot(times).str();
  CHECK(text.find("a bar for each 10 min; left out, far from all others: 1 record") != std::string::npos);
  CHECK(text.find("aria-label=\"Records by time from 2026-01-15 10:00 to 2026-01-16 10:00 UTC: 1440 records, 1 of them "
                  "invalid\"") != std::string::npos);
  CHECK(text.find("<title>2026-01-15 10:00 UTC: 9 valid, 1 invalid</title>") != std::string::npos);
}

TEST_CASE("sizes are told in bytes") {
  SizeCounts sizes;
  CHECK(size_plot(sizes).empty());
  sizes.add(0, Judged::valid);
  sizes.add(1200, Judged::invalid);
  const std::string text = size_plot(sizes).str();
  CHECK(text.find("<title>0 B: 1 valid</title>") != std::string::npos);
  CHECK(text.find("<title>1.2 kB to 1.4 kB: 1 invalid</title>") != std::string::npos);
}

TEST_CASE("records that were not to be validated are only counted") {
  TimeLine times;
  times.add(1'768'471'200'000, JudgedCounts{0, 0, 7});
  const std::string text = time_plot(times, Validated::no).str();
  CHECK(text.find(" UTC: 7 records\"") != std::string::npos);
  CHECK(text.find(": 7 records</title>") != std::string::npos);
  CHECK(text.find("valid</b>") == std::string::npos);
  SizeCounts sizes;
  sizes.add(5, JudgedCounts{0, 0, 7});
  CHECK(size_plot(sizes, Validated::no).str().find(": 7 records</title>") != std::string::npos);
}

TEST_CASE("rates are told in the unit that fits") {
  CHECK(rate_text(1234.4) == "1,234 a second");
  CHECK(rate_text(0.5) == "30.0 a minute");
  CHECK(rate_text(0.01) == "36.0 an hour");
  CHECK(rate_text(0.0001) == "8.6 a day");
}
