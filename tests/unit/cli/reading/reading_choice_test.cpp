// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/reading_choice.hpp"

#include <doctest/doctest.h>

#include "unit/cli/parse.hpp"

using namespace thoth::cli;

TEST_CASE("audit and stats read what the same options choose") {
  for (const char* const command : {"audit", "stats"}) {
    CAPTURE(command);
    const Line line({command, "a", "-t", "b", "--topic", "^c", "--all", "-o", "5", "--tail", "9", "--since", "1h",
                     "--until", "10m", "-p", "3", "--partition", "0"});
    REQUIRE(line.error().empty());
    const ReadingChoice& choice = command == std::string("audit") ? static_cast<ReadingChoice&>(line.app->audit)
                                                                  : static_cast<ReadingChoice&>(line.app->stats);
    CHECK(choice.topics.size() == 3);
    CHECK(choice.all);
    CHECK(choice.offset == "5");
    CHECK(choice.tail == 9);
    CHECK(choice.since == "1h");
    CHECK(choice.until == "10m");
    CHECK(choice.partitions == std::vector<std::int64_t>{3, 0});
    CHECK_FALSE(Line({command, "a", "--tail", "-1"}).error().empty());
    CHECK_FALSE(Line({command, "a", "-p", "-1"}).error().empty());
  }
}
