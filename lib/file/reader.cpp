// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "base/characters.hpp"
#include "file/entry.hpp"
#include "file/reader_impl.hpp"
#include "json/describe_token.hpp"

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

}  // namespace

/// Loads the window that starts at what is read next.
Result<void> Reader::Impl::load() {
  THOTH_TRY(window.advance(at, reads_into_trees() ? Window::Indexed::no : Window::Indexed::yes));
  token = window.index().begin();
  off_token = false;
  return {};
}

void Reader::Impl::seek_token() {
  if (!window.indexed()) return;
  token = std::lower_bound(token, window.index().end(), static_cast<std::uint32_t>(at - window.begin()));
  const bool at_token = at == window.end() || (token != window.index().end() && window.begin() + *token == at);
  off_token = !at_token && !is_space(current());
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
  entry.place = {at, 0, 0};
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
    THOTH_TRY_ASSIGN(const bool found, resync());
    if (!found) return false;
  }
  THOTH_TRY_ASSIGN(bool anything, look());
  if (state == State::start) {
    begin_input(anything);
    if (state == State::done) return false;
    THOTH_TRY_ASSIGN(anything, look());
  }
  if (state == State::first_element || state == State::next_element) {
    if (anything && begin_element(entry)) return true;
    if (anything) {
      THOTH_TRY_ASSIGN(anything, look());
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
  return element(entry);
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
/// entry; false if there is none.
Result<bool> Reader::Impl::resync() {
  bool line_starts = false;
  for (;;) {
    const std::string_view rest = window.from(at);
    const auto found = line_starts && rest.starts_with('{') ? 0 : rest.find(line_start);
    if (found != std::string_view::npos) {
      at += rest[found] == '{' ? found : found + 1;
      seek_token();
      state = State::stream;
      return true;
    }
    if (window.final()) {
      state = State::done;
      return false;
    }
    line_starts = rest.ends_with('\n');
    at = window.end();
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
