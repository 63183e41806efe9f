// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "base/characters.hpp"
#include "base/schema_frame.hpp"
#include "file/entry.hpp"
#include "file/reader_impl.hpp"
#include "json/describe_token.hpp"
#include "thoth/json.hpp"

namespace thoth::file {
namespace {

using json::is_space;

/// How an entry begins: its brace, the white space after it, and its first member's name with both quotes.
std::string_view entry_look(std::string_view text) {
  constexpr std::size_t longest = 256;
  std::size_t at = text.starts_with('{') ? 1 : text.size();
  while (at < text.size() && is_space(text[at])) ++at;
  if (at >= text.size() || text[at] != '"') return {};
  const auto quote = text.find('"', at + 1);
  return quote >= longest ? std::string_view() : text.substr(0, quote + 1);
}

/// How much of a line is shown after the place where it breaks.
constexpr std::size_t max_shown = 4096;

/// The bytes that a frame of a schema registry begins with, and no JSON.
constexpr std::string_view frame_marks("\x00\x01", 2);
constexpr bool is_frame_mark(char byte) {
  return byte == frame_marks.front() || byte == frame_marks.back();
}

/// Bytes that are enough to tell whether an array or object follows a frame.
constexpr std::size_t frame_look = 64;

/// The bytes from the start of a text with a frame to the JSON after it; 0 if it is not that. A scalar must be all that
/// follows, as bytes in binary often begin like one.
std::size_t bytes_before_json(std::string_view text, bool is_whole) {
  const SchemaFrame frame = split_frame(FramedPart::value, text);
  if (frame.framing != Framing::prefix) return 0;
  const auto* const first = std::find_if_not(frame.contents.begin(), frame.contents.end(), is_space);
  if (first == frame.contents.end()) return 0;
  const bool is_container = *first == '{' || *first == '[';
  if (!is_container && (!is_whole || !json::parse(frame.contents).violations.empty())) return 0;
  return frame.bytes.size() + static_cast<std::size_t>(first - frame.contents.begin());
}

/// Where the first frame with an array or object after it begins; npos if the text has no such frame.
std::size_t next_frame(std::string_view text) {
  auto at = text.find_first_of(frame_marks);
  while (at != std::string_view::npos && bytes_before_json(text.substr(at), false) == 0) {
    at = text.find_first_of(frame_marks, at + 1);
  }
  return at;
}

}  // namespace

/// Loads the window that starts at what is read next, and its frame.
Result<void> Reader::Impl::load() {
  const bool is_indexed = !reads_into_trees() && !is_framed;
  THOTH_TRY(window.advance(at - framing, is_indexed ? Window::Indexed::yes : Window::Indexed::no, framing));
  token = window.index().begin();
  off_token = false;
  find_next_frame();
  return {};
}

void Reader::Impl::seek_token() {
  if (!window.indexed()) return;
  token = std::lower_bound(token, window.index().end(), static_cast<std::uint32_t>(at - window.begin()));
  const bool at_token = at == window.end() || (token != window.index().end() && window.begin() + *token == at);
  off_token = !at_token && !is_space(current());
}

/// The bytes that what is read next may take: up to the next frame, or to a line that starts an object, where brackets
/// were followed in vain.
std::string_view Reader::Impl::reach() const {
  const std::string_view rest = window.from(at).substr(0, next_frame_at - at);
  return at < lost_until ? rest.substr(0, rest.substr(0, lost_until - at + 1).find(line_start)) : rest;
}

/// Finds the frame after what is read next, of which no byte is looked at twice.
void Reader::Impl::find_next_frame() {
  if (!is_framed || (at < next_frame_at && next_frame_at != no_offset)) return;
  next_frame_at = no_offset;
  const std::uint64_t from = std::max(at, no_frame_until);
  if (from >= window.end()) return;
  const std::size_t found = next_frame(window.from(from));
  if (found != std::string_view::npos) {
    next_frame_at = from + found;
  } else {
    // A frame at the window's end may be cut.
    no_frame_until = std::max(from, window.end() - std::min<std::uint64_t>(frame_look, window.end()));
  }
}

/// Where an entry starts after a broken one: a line that starts an object, or a frame of bare contents. npos: none does
/// in this text.
std::size_t Reader::Impl::next_start(std::string_view text) const {
  const std::size_t line = text.find(line_start);
  const std::size_t of_line = line == std::string_view::npos ? line : line + 1;
  return shape == Shape::contents ? std::min(of_line, next_frame(text.substr(0, line))) : of_line;
}

/// That much of what is read next, and what follows it on its line, if that is not too long to be shown.
std::string_view Reader::Impl::with_rest_of_line(std::size_t size) const {
  const auto whole = window.source().whole();
  const std::string_view rest = whole ? whole->substr(at) : window.from(at);
  return rest.substr(0, rest.substr(0, size + max_shown).find('\n', size));
}

/// Moves to the next byte that is no white space; false at the end of the input.
Result<bool> Reader::Impl::look() {
  if (off_token) return true;
  for (;;) {
    if (window.indexed()) {
      if (token != window.index().end()) {
        at = window.begin() + *token;
        return true;
      }
      at = window.end();
    } else {
      while (at != window.end() && is_space(current())) ++at;
      if (at != window.end()) return true;
    }
    if (window.final()) return false;
    THOTH_TRY(load());
  }
}

/// Goes on after a bracket or comma.
void Reader::Impl::pass_byte() {
  ++at;
  if (window.indexed()) ++token;
}

void Reader::Impl::begin_entry(Entry& entry) {
  begin_whole_entry(entry);
  if (detail == Detail::full) find_place(entry);
}

/// Begins an entry that may need no place.
void Reader::Impl::begin_whole_entry(Entry& entry) {
  clear(entry);
  count_entry(entry);
}

void Reader::Impl::count_entry(Entry& entry) {
  entry.number = ++count;
  entry.place = {at - framing, 0, 0};
  if (places == Places::all) find_place(entry);
}

void Reader::Impl::find_place(Entry& entry) {
  if (entry.place.line == 0) entry.place = window.place(entry.place.offset);
}

void Reader::Impl::refuse(Entry& entry, std::string expected, std::string found) {
  begin_entry(entry);
  entry.text = with_rest_of_line(0);
  entry.violations.push_back({Code::json_syntax, "", entry.place, std::move(expected), std::move(found), ""});
  state = State::done;
}

/// Decides what the input is, which may hold no entry at all.
void Reader::Impl::begin_input(bool anything) {
  if (!anything) {
    state = State::done;
    return;
  }
  const bool array = shape == Shape::entries && current() == '[';
  if (array) pass_byte();
  state = array ? State::first_element : State::stream;
}

/// Passes what stands between elements; true if that is not as it should be, which is then the entry.
bool Reader::Impl::begin_element(Entry& entry) {
  const char byte = current();
  if (state == State::first_element) {
    if (byte == ']') pass_byte();
    state = byte == ']' ? State::after_array : State::element;
  } else {
    if (byte != ',' && byte != ']') {
      refuse(entry, "a comma or ] after an entry of the array", json::describe_token(window.from(at)));
      return true;
    }
    pass_byte();
    state = byte == ',' ? State::element : State::after_array;
  }
  return false;
}

void Reader::Impl::take_bytes_of_line(std::string_view line, Entry& entry) {
  begin_whole_entry(entry);
  entry.text = line;
  entry.form = ValueForm::bytes;
  entry.bytes = line;
  at += line.size();
  state = State::stream;
}

/// Reads the next line with a byte in it.
Result<bool> Reader::Impl::next_line(Entry& entry) {
  for (;;) {
    while (at != window.end() && current() == '\n') ++at;
    if (at >= limit) return false;
    const std::string_view rest = window.from(at);
    const std::size_t end = rest.find('\n');
    if (end != std::string_view::npos || (window.final() && !rest.empty())) {
      take_bytes_of_line(rest.substr(0, end), entry);
      return true;
    }
    if (window.final()) {
      state = State::done;
      return false;
    }
    if (window.full() && !rest.empty()) {
      too_large(entry);
      state = State::done;
      return true;
    }
    THOTH_TRY(window.advance(at, Window::Indexed::no));
  }
}

Result<bool> Reader::Impl::next(Entry& entry) {
  head.bytes = {};
  if (state == State::done) return false;
  if (shape == Shape::lines) return next_line(entry);
  if (state == State::resync) {
    const bool found = THOTH_TRY(resync());
    if (!found) return false;
  }
  bool anything = THOTH_TRY(look());
  if (state == State::start) {
    begin_input(anything);
    if (state == State::done) return false;
    anything = THOTH_TRY(look());
  }
  if (state == State::first_element || state == State::next_element) {
    if (anything && begin_element(entry)) return true;
    if (anything) {
      anything = THOTH_TRY(look());
    }
    if (!anything && state != State::after_array) {
      refuse(entry, "a comma or ] after an entry of the array", "the end of the input");
      return true;
    }
  }
  if (state == State::after_array || !anything) {
    if (!anything) {
      state = State::done;
      return false;
    }
    refuse(entry, "the end of the input after the array", json::describe_token(window.from(at)));
    return true;
  }
  if (at >= std::max(limit, lost_until)) return false;
  if (shape == Shape::contents && is_frame_mark(current())) THOTH_TRY(pass_frame());
  find_next_frame();
  return element(entry);
}

/// Passes the frame of a schema registry before bare contents that are JSON. From then on windows have no index.
Result<void> Reader::Impl::pass_frame() {
  const auto may_grow = [this] { return !window.final() && !window.full(); };
  std::size_t found = bytes_before_json(window.from(at), window.final());
  while (found == 0 && window.from(at).size() < frame_look && may_grow()) {
    THOTH_TRY(load());
    found = bytes_before_json(window.from(at), window.final());
  }
  if (found == 0) return {};
  framing = found;
  is_framed = true;
  at += framing;
  off_token = false;
  if (window.indexed()) THOTH_TRY(load());
  // The window may have been cut after a line break in the frame.
  while (window.end() <= at && may_grow()) THOTH_TRY(load());
  if (window.end() <= at) at -= std::exchange(framing, 0);
  return {};
}

/// The text of what is read next with the frame before it.
std::string_view Reader::Impl::with_frame(std::string_view text) const {
  return framing == 0 || text.empty() ? text : std::string_view(text.data() - framing, text.size() + framing);
}

/// Completes an entry with the frame before its contents. The offsets of a tree would not count from there.
void Reader::Impl::give_frame(Entry& entry) {
  if (framing == 0) return;
  entry.text = with_frame(entry.text);
  entry.frame = split_frame(FramedPart::value, entry.text).bytes;
  entry.partial = nullptr;
  framing = 0;
}

/// Whether what is read next may be passed by its tokens alone. The first entry is always read, as others are known by
/// its look; and that a window has backslashes does not tell which of the contents have them.
bool Reader::Impl::may_pass() const {
  const bool knows_look = shape == Shape::contents || !head.bytes.empty();
  return knows_look && state == State::stream && !broken_until_now && window.stops_walkers() && !off_token &&
         !window.index().backslashes() && at >= lost_until;
}

/// True if what starts at a token looks as the entry read last did, up to its contents. The same bytes are the same
/// tokens.
bool Reader::Impl::begins_alike(const std::uint32_t* first) const {
  const std::string_view rest = window.from(window.begin() + *first);
  return window.index().end() - first > head.tokens && rest.starts_with(head.bytes);
}

std::uint64_t Reader::Impl::pass(const EndOfValid& end_of_valid, const Passed& passed) {
  if (!may_pass()) return 0;
  const json::TokenIndex& index = window.index();
  const char* const base = index.base();
  const std::uint64_t before = count;
  const std::uint32_t* first = token;
  const bool in_entries = shape == Shape::entries;
  json::Text rest{window.from(at), base, nullptr, index.end(), false};
  while (first != index.end() && window.begin() + *first < limit && begins_alike(first)) {
    rest.first = first + head.tokens;
    const std::uint32_t* after = end_of_valid(rest, head.topic_name);
    if (after == nullptr || (in_entries && (after == index.end() || base[*after] != '}'))) break;
    if (passed) passed({base + *rest.first, after[-1] + 1 - *rest.first});
    first = in_entries ? after + 1 : after;
    ++count;
  }
  if (count != before) at = window.begin() + first[-1] + 1;  // after a bracket
  token = first;
  return count - before;
}

Result<bool> Reader::Impl::element(Entry& entry) {
  for (;;) {
    auto attempt = Attempt::done;
    if (reads_into_trees()) {
      attempt = take_tree(entry);
    } else if (window.indexed() && !off_token) {
      attempt = take_framed(framed_by_tokens(), entry);
    } else {
      attempt = take_strictly(entry);
    }
    if (attempt == Attempt::done) {
      give_frame(entry);
      if (broken_until_now) {
        broken_until_now = !entry.violations.empty();
        first_entry = entry.place.offset;
      }
      if (state == State::element) state = State::next_element;
      return true;
    }
    THOTH_TRY(load());
  }
}

/// Moves to the next line that starts an object, as every line of NDJSON does and no line within a pretty-printed
/// entry, or to the next frame of bare contents; false if neither comes.
Result<bool> Reader::Impl::resync() {
  bool line_starts = false;
  for (;;) {
    const std::string_view rest = window.from(at);
    const auto found = line_starts && rest.starts_with('{') ? 0 : next_start(rest);
    if (found != std::string_view::npos) {
      at += found;
      seek_token();
      state = State::stream;
      return true;
    }
    if (window.final()) {
      state = State::done;
      return false;
    }
    // A frame at the window's end may be cut.
    const std::size_t tail = rest.size() - std::min(rest.size(), frame_look);
    const auto mark = shape == Shape::contents ? rest.find_first_of(frame_marks, tail) : std::string_view::npos;
    line_starts = mark == std::string_view::npos && rest.ends_with('\n');
    at += std::min(mark, rest.size());
    THOTH_TRY(load());
  }
}

Reader::Reader(Source source, Shape shape) : impl_(std::make_unique<Impl>(Window(std::move(source)), shape)) {}
Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<bool> Reader::next(Entry& entry) {
  return impl_->next(entry);
}

std::uint64_t Reader::pass(const EndOfValid& end_of_valid, const Passed& passed) {
  return impl_->pass(end_of_valid, passed);
}

void Reader::set_detail(Detail detail) {
  impl_->detail = detail;
}

void Reader::set_reading(Reading reading) {
  impl_->reading = reading;
}

void Reader::set_places(Places places) {
  impl_->places = places;
}

void Reader::find_place(Entry& entry) {
  impl_->find_place(entry);
}

void Reader::rewind() {
  impl_->window.rewind();
  impl_->lost_until = 0;
  impl_->state = Impl::State::start;
  impl_->at = 0;
  impl_->token = nullptr;
  impl_->off_token = false;
  impl_->is_framed = false;
  impl_->next_frame_at = Impl::no_offset;
  impl_->no_frame_until = 0;
  impl_->count = 0;
}

std::uint64_t Reader::position() const {
  return impl_->at;
}
Place Reader::place_at(std::uint64_t offset) {
  return impl_->window.place(offset);
}

bool Reader::over() const {
  return impl_->state == Impl::State::done;
}

Reader Reader::part(std::uint64_t begin, std::uint64_t end) const {
  auto part = std::make_unique<Impl>(impl_->window.part(begin, end), impl_->shape);
  const bool stream = impl_->state == Impl::State::stream || impl_->state == Impl::State::resync;
  part->state = stream ? Impl::State::stream : Impl::State::element;
  part->at = begin;
  part->limit = end;
  return Reader(std::move(part));
}

std::uint64_t Reader::likely_entry(std::uint64_t offset) const {
  const std::string_view bytes = source().whole().value_or(std::string_view());
  if (impl_->shape == Shape::lines) return std::min(bytes.find('\n', offset), bytes.size() - 1) + 1;
  const std::string_view look = entry_look(bytes.substr(impl_->first_entry));
  if (look.empty() || offset >= bytes.size()) return bytes.size();
  const void* found = ::memmem(bytes.data() + offset, bytes.size() - offset, look.data(), look.size());
  if (found == nullptr) return bytes.size();
  return static_cast<std::uint64_t>(static_cast<const char*>(found) - bytes.data());
}

const Source& Reader::source() const {
  return impl_->window.source();
}

}  // namespace thoth::file
