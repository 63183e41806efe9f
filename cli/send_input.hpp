#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "commands/send.hpp"
#include "context.hpp"
#include "entry_judge.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {

/// How the entries of one topic are going to use it.
struct TopicUse {
  bool known = false;           ///< a message type is known for it
  std::int32_t partition = -1;  ///< the highest that an entry asks for, -1: none does
  std::uint64_t entry = 0;      ///< that asks for it
};

/// What is to be sent: entries that can be gone through again and again.
struct SendInput {
  file::Reader reader;
  std::string topic_name;  ///< of all entries; empty: each names its own
  std::uint64_t entries = 0;
  std::map<std::string, TopicUse, std::less<>> topics;  ///< by base name

  [[nodiscard]] std::string_view topic_of(const file::Entry& entry) const {
    return topic_name.empty() ? std::string_view(entry.topic_name) : std::string_view(topic_name);
  }
};

/// Opens what the options name, and keeps it whole. Errors: usage, io.
Result<SendInput> open_input(const SendOptions& options, const Environment& environment);

/// Judges every entry and reports every violation on standard error. Errors: invalid (nothing may be sent), io.
Result<void> judge_input(SendInput& input, EntryJudge& judge, Context& context);

}  // namespace thoth::cli
