// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/stored_record.hpp"

#include <doctest/doctest.h>

using thoth::kafka::Record;
using thoth::service::StoredRecord;

TEST_CASE("a stored record outlives what it was made of, and tells null from empty") {
  std::string topic = "topic";
  std::string value = "value";
  thoth::Headers headers{{"a", "1"}, {"a", std::nullopt}};
  Record record{.topic = topic,
                .partition = 3,
                .timestamp_type = thoth::kafka::TimestampType::log_append_time,
                .offset = 5,
                .timestamp = 7,
                .key = "",
                .value = value,
                .headers = headers};
  const StoredRecord full(record);
  record.key.reset();
  record.value.reset();
  const StoredRecord tombstone(record);
  topic.assign("?????");
  value.assign("?????");
  headers.clear();
  CHECK(full.view().topic == "topic");
  CHECK(full.view().partition == 3);
  CHECK(full.view().timestamp_type == thoth::kafka::TimestampType::log_append_time);
  CHECK(full.view().offset == 5);
  CHECK(full.view().timestamp == 7);
  CHECK(full.view().key == "");
  CHECK(full.view().value == "value");
  REQUIRE(full.view().headers.size() == 2);
  CHECK(full.view().headers[1] == thoth::Header{"a", std::nullopt});
  CHECK_FALSE(tombstone.view().key);
  CHECK_FALSE(tombstone.view().value);
}

TEST_CASE(
    "a stored record is either begun or dropped, whichever comes first, and begun anew only after it waits again") {
  StoredRecord handled{Record{}};
  CHECK(handled.begin());
  CHECK_FALSE(handled.drop());
  CHECK_FALSE(handled.begin());
  handled.wait_again();
  CHECK(handled.begin());
  StoredRecord dropped{Record{}};
  CHECK(dropped.drop());
  CHECK_FALSE(dropped.begin());
}
