// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "thoth/contract.hpp"
#include "thoth/kafka/producer.hpp"
#include "thoth/kafka/topic_name.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// Sends a message of a declared type to its topic in the deployment `prefix` (empty: none). Errors: as Producer::send,
/// and invalid, if a member holds what JSON cannot.
///
///   THOTH_TRY(publish(producer, "prod", messages::SolvedPackage{…}, Wait::at_most(10s)));
///
/// Its receiver decodes it: THOTH_TRY(thoth::decode<messages::SolvedPackage>(record.value.value_or(""))).
template <class M>
Result<void> publish(Producer& producer, std::string_view prefix, const M& message, const Wait& wait,
                     std::optional<std::string_view> key = std::nullopt) {
  constexpr auto contract = M::contract();
  const std::string value = THOTH_TRY(encode(message));
  const std::string topic = full_topic(prefix, contract.topic());
  return producer.send({.topic = topic, .key = key, .value = value}, wait);
}

}  // namespace thoth::kafka

#pragma GCC visibility pop
