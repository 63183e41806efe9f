// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/tally.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

TEST_CASE("the last line of a run") {
  ReadingTally tally;
  CHECK(tally.text(false, 0.5, std::nullopt) == "0 records, 0 valid, 0 B in 0.50 s");
  kafka::Record record;
  record.value = "12345";
  const Schema schema;
  const RecordTopic topic{"t", &schema};
  json::LazyTree contents;
  const Violations none;
  const Violations some(2, Violation{Code::missing, "/a", {}, "a string", "", ""});
  tally.read = 3;
  tally.add({record, topic, contents, none});
  tally.add({record, topic, contents, some});
  CHECK(tally.text(true, 1, 4) == "3 records, 2 matching, 1 valid, 1 invalid (missing 1), 10 B in 1.00 s, lag 4");
  tally.dropped = 1;
  CHECK(tally.text(false, 1, 0) == "3 records, 1 valid, 1 invalid (missing 1), 1 dropped, 10 B in 1.00 s, lag 0");
}

TEST_CASE("records of topics without a message type are not called valid") {
  ReadingTally tally;
  const kafka::Record record;
  const RecordTopic unknown;
  json::LazyTree contents;
  const Violations none;
  tally.read = 1;
  tally.add({record, unknown, contents, none});
  CHECK(tally.text(false, 1, 0) == "1 record, not validated, 0 B in 1.00 s, lag 0");
  const Schema schema;
  const RecordTopic known{"t", &schema};
  tally.read = 2;
  tally.add({record, known, contents, none});
  CHECK(tally.text(false, 1, 0) == "2 records, 1 valid, 1 not validated, 0 B in 1.00 s, lag 0");
}
