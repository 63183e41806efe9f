// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/expectation.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;
using namespace std::chrono_literals;

namespace {

kafka::Record record(std::int64_t offset) {
  kafka::Record result;
  result.topic = "t";
  result.offset = offset;
  result.key = "k";
  return result;
}

}  // namespace

TEST_CASE("enough records decide at once") {
  Expectation two(2, 1h);
  two.start();
  two.add_match(record(0));
  CHECK(!two.is_decided());
  CHECK(!two.outcome().has_value());
  two.add_match(record(1));
  CHECK(two.is_decided());
  CHECK(two.outcome().has_value());
}

TEST_CASE("too few are told with those that came near") {
  Expectation two(2, 0ms);
  two.start();
  CHECK(two.is_decided());
  two.add_match(record(0));
  const auto condition = Condition::parse("key=other");
  REQUIRE(condition.has_value());
  json::LazyTree contents;
  RecordValidator validator(builtin_types(), "");
  for (int i = 0; i < 9; ++i) {
    const kafka::Record missed = record(i);
    RecordView view(missed, contents, validator);
    two.add_miss(view, *condition, nullptr);
  }
  CHECK(two.near_misses().size() == 5);
  CHECK(two.near_misses().front() == R"(near miss: t [0] @ 0: only "key=other" does not hold: it is "k")");
  const auto outcome = two.outcome();
  REQUIRE(!outcome.has_value());
  CHECK(outcome.error().code == ErrorCode::unmet);
  CHECK(outcome.error().text() == "expecting 2 records: 1 arrived within 0 s (9 near misses)");
}

TEST_CASE("none is decided by the first that comes, or by time") {
  Expectation none(0, 1h);
  none.start();
  CHECK(!none.is_decided());
  CHECK(none.outcome().has_value());
  none.add_match(record(4));
  CHECK(none.is_decided());
  REQUIRE(!none.outcome().has_value());
  CHECK(none.outcome().error().text() == "expecting no record: one arrived: t [0] @ 4");
}

TEST_CASE("time runs only once it was started") {
  const Expectation waiting(1, 0ms);
  CHECK(!waiting.is_decided());
}
