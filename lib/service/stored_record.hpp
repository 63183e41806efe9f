// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>

#include "thoth/header.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::service {

/// A record that outlives its batch. Stays where it is, as its view points into it.
class StoredRecord {
 public:
  explicit StoredRecord(const kafka::Record& record)
      : topic_(record.topic), headers_(record.headers.begin(), record.headers.end()), view_(record) {
    if (record.key) view_.key = key_ = *record.key;
    if (record.value) view_.value = value_ = *record.value;
    view_.topic = topic_;
    view_.headers = headers_;
  }
  StoredRecord(const StoredRecord&) = delete;
  StoredRecord& operator=(const StoredRecord&) = delete;
  StoredRecord(StoredRecord&&) = delete;
  StoredRecord& operator=(StoredRecord&&) = delete;
  ~StoredRecord() = default;

  [[nodiscard]] const kafka::Record& view() const { return view_; }
  /// It is not to be handled any more. Both are safe from any thread.
  void drop() { is_dropped_ = true; }
  [[nodiscard]] bool is_dropped() const { return is_dropped_; }

 private:
  std::string topic_;
  std::string key_;
  std::string value_;
  Headers headers_;
  kafka::Record view_;
  std::atomic<bool> is_dropped_ = false;
};

/// "topic [0] offset 5".
inline std::string place_of(const kafka::Record& record) {
  return std::string(record.topic) + " [" + std::to_string(record.partition) + "] offset " +
         std::to_string(record.offset);
}

}  // namespace thoth::service
