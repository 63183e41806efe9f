// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "judging/cloud_event.hpp"
#include "thoth/header.hpp"
#include "thoth/json.hpp"
#include "thoth/kafka/producer.hpp"
#include "thoth/schema.hpp"
#include "thoth/violation.hpp"

namespace thoth::cli {

struct Outgoing;

/// How a run makes CloudEvents of what it sends.
struct EnvelopeRules {
  cloud_event::Mode mode = cloud_event::Mode::none;  ///< none: it makes none
  std::string run{};                                 ///< that the ids of its events begin with; no other run has it
  std::string component{};                           ///< the source of contents that name no component
  /// The time of events whose entries have none, in milliseconds since the epoch; none: when they are made.
  std::optional<std::int64_t> time = std::nullopt;
};

/// Why a header cannot be an attribute of an event that is made; none if it can, or is no attribute.
[[nodiscard]] std::optional<Violation> attribute_violation(const Header& header);

/// Makes CloudEvents of messages. An entry's event is the same each time it is made, unless it gets the time of that.
class Envelope {
 public:
  /// The rules must outlive this.
  explicit Envelope(const EnvelopeRules& rules) : rules_(rules) {}

  /// Makes an event of a message that has all but what goes before its contents. A tombstone stays one, and what is an
  /// event already stays that. `type`: what the contents were validated as, or null. Of what cannot be an event, the
  /// violations say why. Message and headers are valid until the next one is made.
  void wrap(Outgoing& outgoing, const Schema* type);

 private:
  void name_event(kafka::Message& message);
  [[nodiscard]] bool may_be_wrapped(Outgoing& outgoing) const;
  void take_headers(Outgoing& outgoing, const json::Node* contents, const Schema* type);
  void make_attributes(const Outgoing& outgoing, const json::Node* contents, const Schema* type);
  void take_attribute(std::string_view name, const std::string& value);
  void wrap_binary(Outgoing& outgoing, bool is_json);
  void wrap_structured(Outgoing& outgoing, bool is_json);

  const EnvelopeRules& rules_;
  Headers attributes_;                       ///< without their prefix
  Headers others_;                           ///< headers that are no attributes
  std::optional<std::string> content_type_;  ///< that one of them names
  Headers headers_;
  std::string value_;
};

}  // namespace thoth::cli
