// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "thoth/json.hpp"
#include "thoth/json_text.hpp"

namespace thoth::json {

/// The token index that simdjson's first stage makes of a block of text: offsets of every structural character and of
/// the first byte of every scalar. The stage picks its kernel at run time and also proves that the block is UTF-8 with
/// no control character inside a string; grammar is left to those that walk the tokens. What the walkers rely on:
/// between a token and the next there is nothing but the rest of a scalar and white space.
class TokenIndex {
 public:
  enum class Made { yes, unclosed_string, no };

  TokenIndex();
  TokenIndex(TokenIndex&&) noexcept;
  TokenIndex& operator=(TokenIndex&&) noexcept;
  ~TokenIndex();

  /// Indexes `text`, of which one byte past the end must be readable. Anything but `yes` leaves the index empty:
  /// `unclosed_string` if the text ends inside a string, `no` if it is not UTF-8 or breaks another rule of the stage.
  Made make(std::string_view text);

  [[nodiscard]] const char* base() const { return base_; }
  /// Whether the text holds a backslash.
  [[nodiscard]] bool backslashes() const { return backslashes_; }
  [[nodiscard]] const std::uint32_t* begin() const { return begin_; }
  /// Behind the last token; dereferencing it gives the text's size.
  [[nodiscard]] const std::uint32_t* end() const { return end_; }

 private:
  struct Stage;
  std::unique_ptr<Stage> stage_;
  const char* base_ = nullptr;
  bool backslashes_ = false;
  const std::uint32_t* begin_ = nullptr;
  const std::uint32_t* end_ = nullptr;
};

/// Where the value that starts at a token ends.
struct Frame {
  enum class State : std::uint8_t {
    complete,    ///< brackets match; `next` is the token after the value
    incomplete,  ///< the tokens end first
    broken,      ///< brackets do not match, are where no value can be, or nest too deep: undecided
  };
  State state = State::incomplete;
  const std::uint32_t* next = nullptr;
  /// The only container directly inside the value, from its opening token to after its closing one; null if there
  /// is none or more than one.
  const std::uint32_t* inner_first = nullptr;
  const std::uint32_t* inner_next = nullptr;
};

/// Finds the end of the value at `first` by its brackets alone.
[[nodiscard]] Frame frame(const char* base, const std::uint32_t* first, const std::uint32_t* end);

/// Where the array or object at the start of a text ends, found as frame() finds it, but without an index.
struct TextFrame {
  Frame::State state = Frame::State::incomplete;  ///< broken: a scalar, too, or a control character within a string
  std::size_t size = 0;                           ///< of what is complete, or of what was looked at
};
[[nodiscard]] TextFrame frame_text(std::string_view text);
/// The same of a text that was read until an error cut it off: into `root`, up to the token at offset `at`.
[[nodiscard]] TextFrame frame_text(std::string_view text, const Node& root, std::size_t at);

/// The token index's view of a whole text that is one value; no tokens if the text needs a closer look.
[[nodiscard]] Text index_value(std::string_view text, TokenIndex& index);

}  // namespace thoth::json
