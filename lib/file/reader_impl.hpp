// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "file/window.hpp"
#include "json/parser.hpp"
#include "json/token_index.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {

/// What a line of NDJSON starts with, and no line within a pretty-printed entry.
inline constexpr std::string_view line_start = "\n{";

/// How an attempt to read an element ended.
enum class Attempt : std::uint8_t { done, needs_more };

/// Goes from element to element (reader.cpp) and takes each (reader_element.cpp).
struct Reader::Impl {
  enum class State : std::uint8_t {
    start,          // nothing was read
    stream,         // entries one after another
    first_element,  // after an array's opening bracket
    element,        // before an element of an array
    next_element,   // after one
    after_array,
    resync,  // after a broken entry of a stream
    done,
  };

  static constexpr std::uint64_t no_offset = std::numeric_limits<std::uint64_t>::max();

  /// How the entry that was read last begins, up to its contents, if only a bracket follows those.
  struct Head {
    std::string_view bytes;  // in the window; empty: it does not, or they are bare contents
    std::ptrdiff_t tokens = 0;
    std::string topic_name;
  };

  Impl(Window given_window, Shape given_shape) : window(std::move(given_window)), shape(given_shape) {}

  Window window;
  Shape shape;
  State state = State::start;
  std::uint64_t at = 0;                  // offset of what is read next
  const std::uint32_t* token = nullptr;  // the token at or after `at`, while the window is indexed
  bool off_token = false;                // `at` is within a token, after a number that was taken: 12x
  Detail detail = Detail::full;
  Places places = Places::all;
  Reading reading = Reading::by_tokens;
  json::Parser parser;
  json::TokenIndex line_index;   // of an entry in a window that has no index
  std::uint64_t lost_until = 0;  // brackets were followed up to here in vain: entries before it are at most their lines
  std::uint64_t count = 0;
  std::uint64_t limit = no_offset;  // entries from here on are left to others
  std::uint64_t first_entry = 0;    // where the first one starts that was not broken, or else the last one
  bool broken_until_now = true;
  Head head;
  bool is_framed = false;   // frames of a schema registry are among bare contents: their bytes would mislead an index
  std::size_t framing = 0;  // bytes from the frame of what is read next to its contents
  std::uint64_t next_frame_at = no_offset;  // after what is read next; none was found up to no_frame_until
  std::uint64_t no_frame_until = 0;

  Result<bool> next(Entry& entry);
  std::uint64_t pass(const EndOfValid& end_of_valid, const Passed& passed);
  [[nodiscard]] bool may_pass() const;
  [[nodiscard]] bool begins_alike(const std::uint32_t* first) const;
  Result<bool> next_line(Entry& entry);
  void take_bytes_of_line(std::string_view line, Entry& entry);
  Result<bool> look();
  Result<void> load();
  void seek_token();
  [[nodiscard]] std::string_view with_rest_of_line(std::size_t size) const;
  [[nodiscard]] char current() const { return window.bytes()[at - window.begin()]; }
  void pass_byte();
  void begin_entry(Entry& entry);
  void begin_whole_entry(Entry& entry);
  void count_entry(Entry& entry);
  void take_parsed(json::Parser::Tree& tree, Entry& entry) const;
  void find_place(Entry& entry);

  void begin_input(bool anything);
  bool begin_element(Entry& entry);
  void refuse(Entry& entry, std::string expected, std::string found);
  Result<void> pass_frame();
  [[nodiscard]] std::string_view with_frame(std::string_view text) const;
  void give_frame(Entry& entry);
  Result<bool> element(Entry& entry);
  [[nodiscard]] std::string_view reach() const;
  void find_next_frame();
  [[nodiscard]] bool may_go_on() const;
  [[nodiscard]] json::Frame framed_by_tokens() const;
  [[nodiscard]] bool reads_into_trees() const { return reading == Reading::into_trees && detail == Detail::count; }
  Attempt take_tree(Entry& entry);
  Attempt take_framed(const json::Frame& frame, Entry& entry);
  Attempt take_strictly(Entry& entry);
  Attempt take_scalar(Entry& entry);
  Attempt take_line(Entry& entry);
  Attempt take_by_brackets(Entry& entry);
  void take_text(const json::Text& text, const json::Frame& frame, Entry& entry);
  void note_head(const json::Text& text, const Entry& entry);
  Attempt take_unmatched(const json::TextFrame& framed, json::Parser::Tree* tree, Entry& entry);
  void take_broken(json::Parser::Tree& tree, Entry& entry);
  void too_large(Entry& entry);
  static void give_tokens(const json::Text& text, Entry& entry);
  void end_broken();
  [[nodiscard]] std::size_t next_start(std::string_view text) const;
  Result<bool> resync();
};

}  // namespace thoth::file
