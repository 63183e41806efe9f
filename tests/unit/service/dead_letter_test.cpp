// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/dead_letter.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using thoth::Headers;
using thoth::kafka::Record;
using thoth::kafka::TimestampType;
using thoth::service::dead_letter;
using thoth::service::Failure;

namespace {

std::string header(const Headers& headers, std::string_view name) {
  std::string found = "none";
  for (const auto& one : headers) {
    if (one.key == name) found = one.value.value_or("null");
  }
  return found;
}

}  // namespace

TEST_CASE("a dead letter is its record unchanged, and Spring's headers in Spring's forms") {
  const Headers own{{"trace", "1"}, {"trace", std::nullopt}};
  const Record record{"orders", 258, TimestampType::create_time, 65'537, 1'000, "k", "v", own};
  const auto letter = dead_letter(record, {"it broke", "", ""}, {"-dlt", "readers", 5});
  CHECK(letter.topic == "orders-dlt");
  CHECK(letter.key == "k");
  CHECK(letter.value == "v");
  CHECK_FALSE(letter.timestamp);
  REQUIRE(letter.headers.size() > 2);
  CHECK(letter.headers[0] == own[0]);
  CHECK(letter.headers[1] == own[1]);
  CHECK(header(letter.headers, "kafka_dlt-original-topic") == "orders");
  CHECK(header(letter.headers, "kafka_dlt-original-partition") == std::string("\0\0\1\2", 4));
  CHECK(header(letter.headers, "kafka_dlt-original-offset") == std::string("\0\0\0\0\0\1\0\1", 8));
  CHECK(header(letter.headers, "kafka_dlt-original-timestamp") == std::string("\0\0\0\0\0\0\3\xE8", 8));
  CHECK(header(letter.headers, "kafka_dlt-original-timestamp-type") == "CreateTime");
  CHECK(header(letter.headers, "kafka_dlt-original-consumer-group") == "readers");
  CHECK(header(letter.headers, "kafka_dlt-exception-fqcn") == "thoth.HandlerFailure");
  CHECK(header(letter.headers, "kafka_dlt-exception-message") == "it broke");
  CHECK(header(letter.headers, "thoth-reason") == "it broke");
  CHECK(header(letter.headers, "thoth-attempts") == "5");
  CHECK(header(letter.headers, "thoth-code") == "none");
  CHECK(header(letter.headers, "thoth-pointer") == "none");
}

TEST_CASE("a dead letter of a record that breaks its contract says how and where") {
  const Record record{"orders", 0, TimestampType::create_time, 1, -1, std::nullopt, std::nullopt, {}};
  const auto letter = dead_letter(record, {"missing", "missing", "/a"}, {".DLT", "readers", 1});
  CHECK(letter.topic == "orders.DLT");
  CHECK_FALSE(letter.key);
  CHECK_FALSE(letter.value);
  CHECK(header(letter.headers, "kafka_dlt-original-timestamp") == std::string(8, '\xFF'));
  CHECK(header(letter.headers, "kafka_dlt-original-timestamp-type") == "NoTimestampType");
  CHECK(header(letter.headers, "kafka_dlt-exception-fqcn") == "thoth.InvalidRecord");
  CHECK(header(letter.headers, "thoth-code") == "missing");
  CHECK(header(letter.headers, "thoth-pointer") == "/a");
}

TEST_CASE("a dead letter of a dead letter tells of the first failure where it was, and of the last why") {
  const Record record{"orders", 0, TimestampType::log_append_time, 1, 5, "k", "v", {}};
  const auto first = dead_letter(record, {"one", "", ""}, {"-dlt", "readers", 1});
  const Record again{first.topic, 4, TimestampType::create_time, 9, 6, "k", "v", first.headers};
  const auto second = dead_letter(again, {"two", "", ""}, {"-dlt", "menders", 2});
  CHECK(header(second.headers, "kafka_dlt-original-topic") == "orders");
  CHECK(header(second.headers, "kafka_dlt-original-timestamp-type") == "LogAppendTime");
  CHECK(header(second.headers, "kafka_dlt-original-consumer-group") == "readers");
  CHECK(header(second.headers, "kafka_dlt-exception-message") == "two");
  CHECK(header(second.headers, "thoth-attempts") == "2");
}
