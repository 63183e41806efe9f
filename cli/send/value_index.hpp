// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "send/message.hpp"
#include "send/plan.hpp"

namespace thoth::cli {

/// Keeps the values of a part's entries as they go out, so that sending need not judge them again: remembers where they
/// stand in the input, or copies them.
class ValueKeeper {
 public:
  /// `base`: the input's first byte. `scratch`, which keepers on several threads may share, is for copies; null: they
  /// stay in memory. `copied` is room for them, to be used again for the next part.
  ValueKeeper(InputPart& part, const char* base, Scratch* scratch, std::string& copied);

  /// The part's next entry, which can be sent. True if nothing but its value goes out, and that as it stands.
  bool add(const Outgoing& outgoing);
  /// The value of one more like it.
  void add_another(std::string_view value);
  /// For a part that has to be validated again while it is sent.
  void forget();
  /// At the part's end: its values are in the part.
  void keep();

 private:
  enum class Form : std::uint8_t { undecided, in_input, copied, none };

  void add_span(const char* from, std::string_view bytes);
  void add_copy(std::string_view value);
  void copy_values();

  InputPart& part_;
  const char* base_;  ///< the part's first byte
  Scratch* scratch_;
  std::string& copied_;
  Form form_ = Form::undecided;
};

}  // namespace thoth::cli
