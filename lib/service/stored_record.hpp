// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "thoth/header.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::service {

/// A record that outlives its batch. Stays where it is, as its view points into it.
class StoredRecord {
 public:
  explicit StoredRecord(const kafka::Record& record)
      : headers_(record.headers.begin(), record.headers.end()), view_(record) {
    const std::string_view key = record.key.value_or("");
    const std::string_view value = record.value.value_or("");
    bytes_.reserve(record.topic.size() + key.size() + value.size());
    bytes_.append(record.topic).append(key).append(value);
    const std::string_view bytes = bytes_;
    view_.topic = bytes.substr(0, record.topic.size());
    if (record.key) view_.key = bytes.substr(view_.topic.size(), key.size());
    if (record.value) view_.value = bytes.substr(bytes.size() - value.size());
    view_.headers = headers_;
  }
  StoredRecord(const StoredRecord&) = delete;
  StoredRecord& operator=(const StoredRecord&) = delete;
  StoredRecord(StoredRecord&&) = delete;
  StoredRecord& operator=(StoredRecord&&) = delete;
  ~StoredRecord() = default;

  [[nodiscard]] const kafka::Record& view() const { return view_; }
  /// Its handler is about to be called; false: it was dropped, and must not be. Safe from any thread, like drop().
  [[nodiscard]] bool begin() { return leave_waiting(Stage::begun); }
  /// It is not to be handled any more; false: its handler was called before, or it was dropped before.
  bool drop() { return leave_waiting(Stage::dropped); }
  /// It is to be handled (again). No handler may have it.
  void wait_again() { stage_ = Stage::waiting; }

 private:
  enum class Stage : std::uint8_t { waiting, begun, dropped };

  bool leave_waiting(Stage next) {
    Stage waiting = Stage::waiting;
    return stage_.compare_exchange_strong(waiting, next);
  }

  std::string bytes_;  ///< topic, key and value: one piece of memory is passed between processors sooner than three
  Headers headers_;
  kafka::Record view_;
  std::atomic<Stage> stage_ = Stage::waiting;
};

/// "topic [0] offset 5".
inline std::string place_of(const kafka::Record& record) {
  return std::string(record.topic) + " [" + std::to_string(record.partition) + "] offset " +
         std::to_string(record.offset);
}

}  // namespace thoth::service
