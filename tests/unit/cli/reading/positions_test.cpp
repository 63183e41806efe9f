// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/positions.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

TEST_CASE("the next offset of each partition") {
  ReadingProgress progress;
  progress.start({{"a", 0, 3}, {"a", 1, 0}});
  kafka::Record record;
  record.topic = "a";
  record.partition = 1;
  record.offset = 8;
  progress.add(record);
  progress.note_end({"a", 0, 12});
  record.topic = "b";
  progress.add(record);
  CHECK(progress.next() == std::vector<kafka::Position>{{"a", 0, 12}, {"a", 1, 9}, {"b", 1, 9}});
  progress.start({{"a", 0, 4}, {"c", 0, 1}});
  CHECK(progress.next() == std::vector<kafka::Position>{{"a", 0, 12}, {"c", 0, 1}});
  progress.start({});
  CHECK(progress.next().empty());
}
