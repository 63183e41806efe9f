// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "program/context.hpp"
#include "program/environment.hpp"
#include "send/message.hpp"
#include "send/options.hpp"
#include "send/scratch.hpp"
#include "thoth/kafka/producer.hpp"
#include "thoth/message_file.hpp"
#include "thoth/place.hpp"

namespace thoth::cli {

/// How the entries of one topic are going to use it.
struct TopicUse {
  bool known = false;           ///< a message type is known for it
  Place place;                  ///< of the first entry
  std::int32_t partition = -1;  ///< the highest that an entry asks for, -1: none does
  std::uint64_t entry = 0;      ///< that asks for it
};

using TopicUses = std::map<std::string, TopicUse, std::less<>>;  ///< by base name

/// Where a value is as it goes out.
struct Span {
  std::uint32_t offset = 0;  ///< from where its part's values begin
  std::uint32_t size = 0;
};

/// Consecutive entries of an input that was validated.
struct InputPart {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;    ///< where the next part begins
  std::uint64_t first = 1;  ///< its first entry's number
  std::uint64_t entries = 0;
  std::string topic;               ///< base name, where there are values
  std::vector<Span> values;        ///< of all its entries, if nothing but a value goes out, to one topic; else none
  std::uint64_t values_begin = 0;  ///< offset in the input, or in the scratch file
  bool in_scratch = false;         ///< values are in the scratch file: in the input they look different
  std::string copied;              ///< values that look otherwise in the input, where no scratch file is worth it
  bool has_bytes = false;          ///< an entry gives its value in base64, so values need not be JSON
};

/// One input of what is to be sent: entries that can be gone through again and again.
struct SendInput {
  file::Reader reader;
  std::uint64_t before = 0;  ///< entries of the inputs before it: its own are numbered after them
  std::uint64_t entries = 0;
  TopicUses topics;
  std::unique_ptr<Scratch> scratch{};  ///< sealed; null: no part has values there
  std::vector<InputPart> parts{};      ///< all of it, in order

  [[nodiscard]] const std::string& name() const { return reader.source().name(); }
  /// The bytes from which on the part's values stand.
  [[nodiscard]] std::string_view values_of(const InputPart& part) const;
};

/// All that is to be sent.
struct SendPlan {
  std::vector<SendInput> inputs;  ///< in order
  std::uint64_t entries = 0;
  TopicUses topics{};
  std::chrono::milliseconds validation_time{0};
};

/// Validates every entry of sources that are whole, on all cores, and reports every violation on standard error; topics
/// of no known type are warned of. Errors: invalid (nothing may be sent), io.
Result<SendPlan> plan_inputs(std::vector<file::Reader> readers, const MessageRules& rules, Context& context);

}  // namespace thoth::cli
