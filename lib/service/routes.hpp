// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "service/dead_letter.hpp"
#include "thoth/service.hpp"

namespace thoth::service {

/// A handler, and what it is for.
struct RouteEntry {
  SchemaPtr type;
  detail::Handles handles = detail::Handles::values;
  detail::AnyHandler handler;
  Route route;
  std::vector<std::string> versions;
};

/// What one attempt to handle a record came to.
struct Attempt {
  enum class Kind : std::uint8_t { done, retry, dead_letter, halt, invalid, not_begun };
  Kind kind = Kind::done;
  std::optional<Failure> failure{};  ///< unless done or not begun
  const Route* route = nullptr;      ///< whose rules count
  std::vector<Outgoing> outbox{};    ///< if done
};

/// The handlers of a service. Const use is safe from several threads, if the handlers are.
class Routes {
 public:
  explicit Routes(std::string prefix) : prefix_(std::move(prefix)) {}

  /// Adds one; it gets its contract's version if it names none.
  void add(RouteEntry entry);
  /// Errors: usage (no route, two routes of one type and version, a Retry that means nothing).
  [[nodiscard]] Result<void> check() const;

  /// Full names of the topics, each once.
  [[nodiscard]] std::vector<std::string> topics() const;
  /// The types, each once.
  [[nodiscard]] std::vector<SchemaPtr> types() const;
  /// Which records of a topic and partition are handled one after another: see Route::order_by.
  [[nodiscard]] std::string lane_of(const kafka::Record& record) const;
  /// Has the record handled. Throws nothing.
  [[nodiscard]] Attempt attempt(const kafka::Record& record, int number, std::stop_token stop) const;

 private:
  /// Those of one topic.
  using Entries = std::vector<const RouteEntry*>;
  struct Found {
    const RouteEntry* entry = nullptr;              ///< whose rules count
    std::optional<Failure> failure = std::nullopt;  ///< why its handler is not called
  };
  [[nodiscard]] const Entries& entries_of(std::string_view topic) const;
  [[nodiscard]] static Found find(const Entries& entries, const kafka::Record& record, std::string_view contents);
  [[nodiscard]] static Found find_value(const Entries& entries, std::string_view contents);
  [[nodiscard]] static Found find_tombstone(const Entries& entries);
  [[nodiscard]] static Attempt call(const RouteEntry& entry, const detail::HandlerCall& call);

  std::string prefix_;
  std::deque<RouteEntry> entries_;                        ///< stay where they are
  std::map<std::string, Entries, std::less<>> by_topic_;  ///< full name
};

}  // namespace thoth::service
