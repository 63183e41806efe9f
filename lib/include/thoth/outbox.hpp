// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thoth/codec.hpp"
#include "thoth/error.hpp"
#include "thoth/header.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// A message that waits to be sent.
struct Outgoing {
  std::string topic;  ///< full name
  std::optional<std::string> key = std::nullopt;
  std::optional<std::string> value = std::nullopt;  ///< none: a tombstone
  Headers headers{};
  std::optional<std::int64_t> timestamp = std::nullopt;  ///< milliseconds since the epoch; none: when it is sent
};

/// What a message is sent with.
struct SendWith {
  std::optional<std::string> key = std::nullopt;
  Headers headers{};
  std::optional<std::int64_t> timestamp = std::nullopt;  ///< milliseconds since the epoch; none: when it is sent
};

/// What a handler sends because of the record that it handles. Nothing is sent before the handler returns
/// Outcome::done(); after any other outcome, or an exception, the messages are discarded. The record counts as finished
/// once all of it is acknowledged. One for each call of a handler, to be used by that call's thread.
class Outbox {
 public:
  /// `prefix`: of the deployment's topics; empty: none.
  explicit Outbox(std::string_view prefix) : prefix_(prefix) {}

  /// Adds a message of a declared type, for its topic in the service's deployment. A message that is no JSON (a string
  /// that is not UTF-8) fails the attempt, as an exception would.
  template <class M>
  void send(const M& message, SendWith with = {}) {  // NOLINT(performance-unnecessary-value-param): it is moved on
    detail::check_message<M>();
    add(M::contract().topic(), encode(message), std::move(with));
  }
  /// Adds a message as it is.
  void send(Outgoing message) { messages_.push_back(std::move(message)); }

  [[nodiscard]] const std::vector<Outgoing>& messages() const { return messages_; }
  /// Why a message could not be added, of the first; none: all were.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void add(std::string_view base_topic, Result<std::string> value, SendWith with);

  std::string_view prefix_;
  std::vector<Outgoing> messages_;
  std::optional<Error> error_;
};

}  // namespace thoth

#pragma GCC visibility pop
