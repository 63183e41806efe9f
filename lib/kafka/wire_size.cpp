// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/producer.hpp"

namespace thoth::kafka {
namespace {

/// What librdkafka counts for a record's own fields, at their longest: length 5, attributes 1, timestamp 10, offset 5,
/// and 5 each for the lengths of key and value and the number of headers.
constexpr std::size_t record_overhead = 36;

/// Of a length as records hold it: doubled, seven bits to a byte.
std::size_t length_size(std::size_t length) {
  std::size_t bytes = 1;
  for (std::size_t rest = length * 2; rest >= 128; rest >>= 7U) ++bytes;
  return bytes;
}

}  // namespace

std::size_t wire_size(const Message& message) {
  std::size_t size = record_overhead;
  if (message.key) size += message.key->size();
  if (message.value) size += message.value->size();
  for (const auto& header : message.headers) {
    const std::size_t value = header.value ? header.value->size() : 0;
    size += length_size(header.key.size()) + header.key.size() + length_size(value) + value;
  }
  return size;
}

}  // namespace thoth::kafka
