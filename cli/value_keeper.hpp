#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "message_maker.hpp"
#include "send_input.hpp"

namespace thoth::cli {

/// What the keepers of an input's parts share. Safe to use by several threads.
struct KeptValues {
  Scratch* scratch = nullptr;           ///< null: there is none
  std::atomic<std::size_t> members{0};  ///< of which it is remembered where they stand
};

/// Remembers the values of a part's entries as they go out, so that sending need not judge them again: where they stand
/// in the input, where their members stand there, or in the scratch file; whatever is cheapest and serves for all.
class ValueKeeper {
 public:
  /// `base`: the input's first byte. `copied` is room for values, to be used again for the next part.
  ValueKeeper(InputPart& part, const char* base, KeptValues& kept, const MessageRules& rules, std::string& copied);

  /// The part's next entry, which can be sent.
  void note(const Outgoing& outgoing);
  /// For a part that has to be judged again while it is sent.
  void forget();
  /// At the part's end: its values are in the part.
  void keep();

 private:
  enum class Form : std::uint8_t { undecided, in_input, members, copied, none };

  [[nodiscard]] Form form_of_first(const Outgoing& outgoing) const;
  void note_members(std::span<const std::string_view> members);
  void note_span(const char* from, std::string_view bytes);
  void note_copy(std::string_view value);
  void copy_values();
  void copy_members();

  InputPart& part_;
  const char* base_;  ///< the part's first byte
  KeptValues& kept_;
  const MessageRules& rules_;
  std::string& copied_;
  Form form_ = Form::undecided;
};

}  // namespace thoth::cli
