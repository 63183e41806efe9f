// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "file/source.hpp"
#include "json/token_index.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {

/// The part of a source that is being read: bytes, their tokens, and the place of the first of them. It moves forward
/// only, but for rewind.
class Window {
 public:
  explicit Window(Source source) : source_(std::move(source)) {}
  /// A window on the same source, which must be whole. It starts empty at `begin`, from where lines count, and takes in
  /// what is after `end` only if the last entry before it needs that.
  [[nodiscard]] Window part(std::uint64_t begin, std::uint64_t end) const;

  enum class Indexed : bool { no, yes };
  /// Moves the start to `offset`, which lies within the window or at its end, and takes in more: at least twice as much
  /// as before where `offset` is the start itself. It does not end at a line break within the first `uncut` bytes.
  /// Errors: usage (the source cannot be read).
  Result<void> advance(std::uint64_t offset, Indexed wanted, std::size_t uncut = 0);
  void rewind();

  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t begin() const { return begin_; }
  [[nodiscard]] std::uint64_t end() const { return begin_ + bytes_.size(); }
  /// True if the source has nothing after the window.
  [[nodiscard]] bool final() const { return final_; }
  /// True if the window is as large as an entry may be.
  [[nodiscard]] bool full() const;
  /// Bytes from an offset within the window to the window's end.
  [[nodiscard]] std::string_view from(std::uint64_t offset) const { return bytes_.substr(offset - begin_); }

  /// False if the window needs a closer look, or no index was wanted.
  [[nodiscard]] bool indexed() const { return indexed_; }
  [[nodiscard]] const json::TokenIndex& index() const { return index_; }

  /// True if the index ends at a line break, so that a walk over the tokens stops there without knowing
  /// where a value ends.
  [[nodiscard]] bool stops_walkers() const { return indexed_ && *index_.end() != bytes_.size(); }

  /// The place of an offset within the window, or before it in a source that is whole. Must be asked for in ascending
  /// order.
  [[nodiscard]] Place place(std::uint64_t offset);

  [[nodiscard]] const Source& source() const { return source_; }

 private:
  Window(Source source, std::uint64_t begin, std::uint64_t end);
  [[nodiscard]] std::string_view held() const { return std::string_view(buffer_).substr(gone_); }
  Result<void> take_from_stream(std::uint64_t offset);
  void take_from_whole(std::uint64_t offset);
  void cut_at_line(std::size_t uncut);
  void cut_and_index();
  json::TokenIndex::Made index_up_to_break();

  Source source_;
  std::string buffer_;    // what a stream gave, up to begin_ and on; may reach further than the window
  std::size_t gone_ = 0;  // bytes of it before begin_
  bool at_end_of_stream_ = false;
  bool paused_ = false;  // the stream has no more bytes for now
  std::uint64_t begin_ = 0;
  std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();  // where what is wanted ends
  std::uint64_t kept_from_ = 0;                                      // memory before it was release
  std::size_t wanted_ = 0;                                           // bytes to take in
  std::string_view bytes_;
  bool final_ = false;
  bool indexed_ = false;
  json::TokenIndex index_;
  Place known_;  // the furthest place asked for
};

}  // namespace thoth::file
