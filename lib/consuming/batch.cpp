// SPDX-License-Identifier: GPL-3.0-or-later
#include "consuming/batch_impl.hpp"

namespace thoth::kafka {
namespace {

std::optional<std::string_view> bytes(const void* data, std::size_t size) {
  if (data == nullptr) return std::nullopt;
  return std::string_view(static_cast<const char*>(data), size);
}

void read_headers(const rd_kafka_headers_t* handle, Headers& headers) {
  headers.clear();
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0; rd_kafka_header_get_all(handle, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
    const auto text = bytes(value, size);
    headers.push_back({name, text ? std::optional<std::string>(*text) : std::nullopt});
  }
}

}  // namespace

void Batch::Impl::take(rd_kafka_message_t* message) {
  if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    ends.push_back({rd_kafka_topic_name(message->rkt), message->partition, message->offset});
    rd_kafka_message_destroy(message);
    return;
  }
  messages.push_back(message);
  Record record;
  record.topic = rd_kafka_topic_name(message->rkt);
  record.partition = message->partition;
  record.offset = message->offset;
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  record.timestamp = rd_kafka_message_timestamp(message, &type);
  if (type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME) record.timestamp_type = TimestampType::log_append_time;
  record.key = bytes(message->key, message->key_len);
  record.value = bytes(message->payload, message->len);
  rd_kafka_headers_t* handle = nullptr;
  if (rd_kafka_message_headers(message, &handle) == RD_KAFKA_RESP_ERR_NO_ERROR) {
    if (headers_used == headers.size()) headers.emplace_back();
    Headers& own = headers[headers_used++];
    read_headers(handle, own);
    record.headers = own;
  }
  records.push_back(record);
}

void Batch::Impl::clear() {
  records.clear();
  ends.clear();
  headers_used = 0;
  for (auto* const message : messages) rd_kafka_message_destroy(message);
  messages.clear();
}

Batch::Batch() : impl_(std::make_unique<Impl>()) {}
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;
Batch::~Batch() = default;

std::span<const Record> Batch::records() const {
  return impl_ ? impl_->records : std::span<const Record>();
}
std::span<const Position> Batch::ends() const {
  return impl_ ? impl_->ends : std::span<const Position>();
}
void Batch::clear() {
  if (!impl_) impl_ = std::make_unique<Impl>();
  impl_->clear();
}

}  // namespace thoth::kafka
