// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/dead_letter.hpp"

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace thoth::service {
namespace {

/// What stands for the class of the exception, which Spring's readers look at.
constexpr std::string_view invalid_class = "thoth.InvalidRecord";
constexpr std::string_view failure_class = "thoth.HandlerFailure";

/// As java.nio.ByteBuffer puts it.
template <std::signed_integral T>
std::string big_endian(T number) {
  std::string bytes(sizeof(T), '\0');
  auto rest = static_cast<std::make_unsigned_t<T>>(number);
  for (std::size_t i = bytes.size(); i-- > 0; rest >>= 8U) bytes[i] = static_cast<char>(rest & 0xFFU);
  return bytes;
}

/// By its name in Java.
std::string timestamp_type(const kafka::Record& record) {
  if (record.timestamp < 0) return "NoTimestampType";
  return record.timestamp_type == kafka::TimestampType::create_time ? "CreateTime" : "LogAppendTime";
}

bool has(const Headers& headers, std::string_view name) {
  return std::ranges::any_of(headers, [name](const Header& header) { return header.key == name; });
}

void add_original(Headers& headers, std::string name, std::string value) {
  if (!has(headers, name)) headers.push_back({std::move(name), std::move(value)});
}

}  // namespace

Outgoing dead_letter(const kafka::Record& record, const Failure& failure, const DeadLetterFrame& frame) {
  Outgoing letter{std::string(record.topic).append(frame.suffix)};
  if (record.key) letter.key = std::string(*record.key);
  if (record.value) letter.value = std::string(*record.value);
  Headers& headers = letter.headers;
  headers.assign(record.headers.begin(), record.headers.end());
  add_original(headers, "kafka_dlt-original-topic", std::string(record.topic));
  add_original(headers, "kafka_dlt-original-partition", big_endian(record.partition));
  add_original(headers, "kafka_dlt-original-offset", big_endian(record.offset));
  add_original(headers, "kafka_dlt-original-timestamp", big_endian(record.timestamp));
  add_original(headers, "kafka_dlt-original-timestamp-type", timestamp_type(record));
  add_original(headers, "kafka_dlt-original-consumer-group", std::string(frame.group));
  headers.push_back({"kafka_dlt-exception-fqcn", std::string(failure.code.empty() ? failure_class : invalid_class)});
  headers.push_back({"kafka_dlt-exception-message", failure.reason});
  headers.push_back({"thoth-reason", failure.reason});
  if (!failure.code.empty()) {
    headers.push_back({"thoth-code", failure.code});
    headers.push_back({"thoth-pointer", failure.pointer});
  }
  headers.push_back({"thoth-attempts", std::to_string(frame.attempts)});
  return letter;
}

}  // namespace thoth::service
