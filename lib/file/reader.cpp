#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include "file/entry.hpp"
#include "file/window.hpp"
#include "json/characters.hpp"
#include "json/describe_token.hpp"
#include "thoth/json.hpp"

namespace thoth::file {
namespace {

using json::is_space;

/// How an entry begins: its brace, the white space behind it, and its first member's name with both quotes.
std::string_view entry_look(std::string_view text) {
  constexpr std::size_t longest = 256;
  std::size_t at = text.starts_with('{') ? 1 : text.size();
  while (at < text.size() && is_space(text[at])) ++at;
  if (at >= text.size() || text[at] != '"') return {};
  const auto quote = text.find('"', at + 1);
  return quote >= longest ? std::string_view() : text.substr(0, quote + 1);
}

/// What a line of NDJSON starts with, and no line within a pretty-printed entry.
constexpr std::string_view line_start = "\n{";

/// How much of a line is shown behind the place where it breaks.
constexpr std::size_t most_shown = 4096;

/// How an attempt to read an element ended.
enum class Attempt : std::uint8_t { done, needs_more };

}  // namespace

struct Reader::Impl {
  enum class State : std::uint8_t {
    start,          // nothing was read
    stream,         // entries one after another
    first_element,  // behind an array's opening bracket
    element,        // before an element of an array
    next_element,   // behind one
    after_array,
    resync,  // behind a broken entry of a stream
    done,
  };

  Impl(Window given_window, Shape given_shape) : window(std::move(given_window)), shape(given_shape) {}

  Window window;
  Shape shape;
  State state = State::start;
  std::uint64_t at = 0;                  // offset of what is read next
  const std::uint32_t* token = nullptr;  // the token at or behind `at`, while the window is indexed
  bool off_token = false;                // `at` is within a token, behind a number that was taken: 12x
  Detail detail = Detail::full;
  Places places = Places::all;
  json::Parser parser;
  json::TokenIndex line_index;   // of an entry in a window that has no index
  std::uint64_t lost_until = 0;  // brackets were followed up to here in vain: entries before it are at most their lines
  std::uint64_t count = 0;
  std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();  // entries from here on are left to others
  std::uint64_t first_entry = 0;                                    // where the first one starts that was not broken
  bool broken_so_far = true;

  Result<bool> next(Entry& entry);
  std::uint64_t pass(const BehindValid& behind_valid);
  [[nodiscard]] bool may_pass() const;
  Result<bool> look();
  Result<void> load();
  void seek_token();
  [[nodiscard]] std::string_view with_rest_of_line(std::size_t size) const;
  [[nodiscard]] char current() const { return window.bytes()[at - window.begin()]; }
  void pass_byte();
  void begin_entry(Entry& entry);
  void begin_whole_entry(Entry& entry);
  void find_place(Entry& entry);

  bool begin_input(Entry& entry, bool anything);
  bool begin_element(Entry& entry);
  void refuse(Entry& entry, std::string expected, std::string found);
  Result<bool> element(Entry& entry);
  [[nodiscard]] std::string_view reach() const;
  [[nodiscard]] bool may_go_on() const;
  [[nodiscard]] json::Frame framed_by_tokens() const;
  Attempt take_framed(const json::Frame& frame, Entry& entry);
  Attempt take_strictly(Entry& entry);
  Attempt take_scalar(Entry& entry);
  Attempt take_line(Entry& entry);
  Attempt take_by_brackets(Entry& entry);
  void take_text(const json::Text& text, const json::Frame& frame, Entry& entry);
  Attempt take_unmatched(const json::TextFrame& framed, Entry& entry);
  void take_broken(json::Parser::Tree& tree, Entry& entry);
  void too_large(Entry& entry);
  static void give_tokens(const json::Text& text, Entry& entry);
  void end_broken();
  Result<bool> resync();
};

/// Loads the window that starts at what is read next.
Result<void> Reader::Impl::load() {
  THOTH_TRY(window.advance(at));
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
  return rest.substr(0, rest.substr(0, size + most_shown).find('\n', size));
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

/// Goes on behind a bracket or comma.
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

/// Decides what the input is. A stream without anything is a done job; a file of nothing is a broken one.
bool Reader::Impl::begin_input(Entry& entry, bool anything) {
  if (!anything) {
    if (!window.source().is_stream()) {
      refuse(entry, shape == Shape::entries ? "message entries" : "contents", "an empty file");
      return true;
    }
    state = State::done;
    return false;
  }
  const bool array = shape == Shape::entries && current() == '[';
  if (array) pass_byte();
  state = array ? State::first_element : State::stream;
  return false;
}

/// Passes what stands between elements; true if that is not as it should be, which is then the entry.
bool Reader::Impl::begin_element(Entry& entry) {
  const char byte = current();
  if (state == State::first_element) {
    if (byte == ']') pass_byte();
    state = byte == ']' ? State::after_array : State::element;
  } else {
    if (byte != ',' && byte != ']') {
      refuse(entry, "a comma or ] behind an entry of the array", json::describe_token(window.from(at)));
      return true;
    }
    pass_byte();
    state = byte == ',' ? State::element : State::after_array;
  }
  return false;
}

Result<bool> Reader::Impl::next(Entry& entry) {
  if (state == State::done) return false;
  if (state == State::resync) {
    THOTH_TRY_ASSIGN(const bool found, resync());
    if (!found) return false;
  }
  THOTH_TRY_ASSIGN(bool anything, look());
  if (state == State::start) {
    if (begin_input(entry, anything)) return true;
    if (state == State::done) return false;
    THOTH_TRY_ASSIGN(anything, look());
  }
  if (state == State::first_element || state == State::next_element) {
    if (anything && begin_element(entry)) return true;
    if (anything) {
      THOTH_TRY_ASSIGN(anything, look());
    }
    if (!anything && state != State::after_array) {
      refuse(entry, "a comma or ] behind an entry of the array", "the end of the input");
      return true;
    }
  }
  if (state == State::after_array || !anything) {
    if (!anything) {
      state = State::done;
      return false;
    }
    refuse(entry, "the end of the input behind the array", json::describe_token(window.from(at)));
    return true;
  }
  if (at >= std::max(limit, lost_until)) {
    window.give_back(at);
    return false;
  }
  return element(entry);
}

/// Whether what is read next may be passed by its tokens alone. The first entry is always read, as others are known by
/// its look; and that a window has backslashes does not tell which of the contents have them.
bool Reader::Impl::may_pass() const {
  return shape == Shape::contents && state == State::stream && !broken_so_far && window.stops_walkers() && !off_token &&
         !window.index().backslashes() && at >= lost_until;
}

std::uint64_t Reader::Impl::pass(const BehindValid& behind_valid) {
  if (!may_pass()) return 0;
  const json::TokenIndex& index = window.index();
  const std::uint64_t before = count;
  json::Text rest{window.from(at), index.base(), token, index.end(), false};
  while (rest.first != index.end() && window.begin() + *rest.first < limit) {
    const std::uint32_t* const behind = behind_valid(rest);
    if (behind == nullptr) break;
    rest.first = behind;
    ++count;
  }
  if (count != before) at = window.begin() + rest.first[-1] + 1;  // behind a bracket
  token = rest.first;
  return count - before;
}

Result<bool> Reader::Impl::element(Entry& entry) {
  for (;;) {
    auto attempt = Attempt::done;
    if (window.indexed() && !off_token) {
      attempt = take_framed(framed_by_tokens(), entry);
    } else {
      attempt = take_strictly(entry);
    }
    if (attempt == Attempt::done) {
      if (broken_so_far && entry.violations.empty()) {
        broken_so_far = false;
        first_entry = entry.place.offset;
      }
      if (state == State::element) state = State::next_element;
      return true;
    }
    THOTH_TRY(load());
  }
}

/// The bytes that what is read next may take.
std::string_view Reader::Impl::reach() const {
  const std::string_view rest = window.from(at);
  return at < lost_until ? rest.substr(0, rest.substr(0, lost_until - at + 1).find(line_start)) : rest;
}

/// True if it may take all that follows, of which more is to come.
bool Reader::Impl::may_go_on() const {
  return !window.final() && !window.full() && reach().size() == window.from(at).size();
}

json::Frame Reader::Impl::framed_by_tokens() const {
  const auto& index = window.index();
  const std::uint32_t* end = index.end();
  if (at < lost_until) {
    end = std::lower_bound(token, end, static_cast<std::uint32_t>(at - window.begin() + reach().size()));
  }
  return json::frame(index.base(), token, end);
}

Attempt Reader::Impl::take_framed(const json::Frame& frame, Entry& entry) {
  const auto& index = window.index();
  if (frame.state == json::Frame::State::incomplete && may_go_on()) return Attempt::needs_more;
  const bool scalar = frame.next == token + 1;
  if (frame.state != json::Frame::State::complete || scalar) return take_strictly(entry);
  const char* begin = index.base() + *token;
  const char* end = index.base() + frame.next[-1] + 1;
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  take_text({text, index.base(), token, frame.next, index.backslashes()}, frame, entry);
  token = frame.next;
  return Attempt::done;
}

/// Takes a text whose brackets match, whatever is wrong within them: behind it reading goes on.
void Reader::Impl::take_text(const json::Text& text, const json::Frame& frame, Entry& entry) {
  begin_whole_entry(entry);
  entry.text = text.bytes;
  at += entry.text.size();
  if (shape == Shape::contents) {
    entry.contents = text;
  } else if (text.first == nullptr || !glance_entry(text, frame, entry)) {
    clear(entry);
    if (detail == Detail::full) find_place(entry);
    read_entry(parser.read(entry.text, json::Extent::whole, detail), entry, detail);
    give_tokens(text, entry);
  }
}

/// Finds the tokens of contents that the strict reading found, so that they need not be judged strictly too.
void Reader::Impl::give_tokens(const json::Text& text, Entry& entry) {
  if (text.first == nullptr || !entry.violations.empty() || entry.form != ValueForm::contents) return;
  const auto offset = static_cast<std::uint32_t>(entry.contents.bytes.data() - text.base);
  entry.contents.base = text.base;
  entry.contents.backslashes = text.backslashes;
  entry.contents.first = std::lower_bound(text.first, text.last, offset);
  entry.contents.last = std::lower_bound(entry.contents.first, text.last,
                                         offset + static_cast<std::uint32_t>(entry.contents.bytes.size()));
}

Attempt Reader::Impl::take_strictly(Entry& entry) {
  if (current() != '{' && current() != '[') return take_scalar(entry);
  if (window.indexed()) return take_by_brackets(entry);
  return take_line(entry);
}

Attempt Reader::Impl::take_scalar(Entry& entry) {
  const std::string_view rest = window.from(at);
  json::Parser::Tree& tree = parser.read(rest, json::Extent::prefix, detail);
  if (tree.end == rest.size() && !window.final()) {
    if (!window.full()) return Attempt::needs_more;
    too_large(entry);
  } else if (tree.cut_off) {
    take_broken(tree, entry);
  } else {
    begin_entry(entry);
    entry.text = rest.substr(0, tree.end);
    at += tree.end;
    seek_token();
    if (shape == Shape::contents) {
      entry.contents.bytes = entry.text;
    } else {
      read_entry(tree, entry, detail);
    }
  }
  return Attempt::done;
}

/// Takes an entry that is whole on its line by the tokens of that line alone: what is wrong elsewhere in the window
/// need not slow down all of it.
Attempt Reader::Impl::take_line(Entry& entry) {
  const std::string_view rest = reach();
  const std::string_view line = rest.substr(0, rest.find('\n'));
  const auto made = line_index.make(line);
  if (made == json::TokenIndex::Made::unclosed_string && line.size() != rest.size()) {
    // A string that the line break cuts off: the brackets before it do not match either.
    json::Parser::Tree& tree = parser.read(rest, json::Extent::prefix, detail);
    if (!tree.cut_off || tree.end != line.size()) return take_by_brackets(entry);
    take_broken(tree, entry);
    return Attempt::done;
  }
  if (made != json::TokenIndex::Made::yes) return take_by_brackets(entry);
  const json::Frame frame = json::frame(line_index.base(), line_index.begin(), line_index.end());
  if (frame.state != json::Frame::State::complete) return take_by_brackets(entry);
  const std::string_view text = line.substr(0, frame.next[-1] + 1);
  take_text({text, line_index.base(), line_index.begin(), frame.next}, frame, entry);
  return Attempt::done;
}

/// What is broken is taken the same whether its window has an index, which depends on what stands around it.
Attempt Reader::Impl::take_by_brackets(Entry& entry) {
  const std::string_view rest = reach();
  const json::TextFrame framed = json::frame_text(rest);
  if (framed.state != json::Frame::State::complete) return take_unmatched(framed, entry);
  const json::Text text = json::index_value(rest.substr(0, framed.size), line_index);
  take_text(text, text.first == nullptr ? json::Frame{} : json::frame(text.base, text.first, text.last), entry);
  seek_token();
  return Attempt::done;
}

/// Takes an entry whose brackets do not match. If they were followed past a line that starts an object, then that is
/// the next entry and this one lacks its end: so one bracket too few costs the lines below nothing, nor the time to
/// follow the brackets from each of them.
Attempt Reader::Impl::take_unmatched(const json::TextFrame& framed, Entry& entry) {
  std::string_view rest = reach();
  bool limited = rest.size() != window.from(at).size();
  if (framed.state == json::Frame::State::incomplete && !limited && !window.final()) {
    if (!window.full()) return Attempt::needs_more;
    lost_until = window.end();
    too_large(entry);
    return Attempt::done;
  }
  const auto next_line = rest.substr(0, framed.size + 1).find(line_start);
  if (state == State::stream && next_line != std::string_view::npos) {
    lost_until = at + framed.size;
    limited = true;
    rest = rest.substr(0, next_line);
  }
  json::Parser::Tree& tree = parser.read(rest, json::Extent::prefix, detail);
  if (tree.end == rest.size() && limited && detail == Detail::full) {
    tree.violations.back().found = "a line that starts another object";
    tree.violations.back().hint.clear();
  }
  take_broken(tree, entry);
  return Attempt::done;
}

void Reader::Impl::take_broken(json::Parser::Tree& tree, Entry& entry) {
  begin_entry(entry);
  const std::string_view text = with_rest_of_line(tree.end);
  entry.text = text.substr(0, tree.end);
  if (shape == Shape::contents) {
    std::swap(entry.violations, tree.violations);
    entry.contents.bytes = entry.text;
    entry.so_far = tree.root;
    if (detail == Detail::full) locate(entry, entry.violations);
  } else {
    read_entry(tree, entry, detail);
  }
  entry.text = text;
  end_broken();
}

void Reader::Impl::too_large(Entry& entry) {
  begin_entry(entry);
  entry.text = {};
  entry.violations.push_back({Code::entry_shape, "", entry.place,
                              "an entry of at most " + std::to_string(max_entry_bytes) + " bytes", "a larger one", ""});
  end_broken();
}

/// A broken array ends; a stream goes on at a later line.
void Reader::Impl::end_broken() {
  state = state == State::stream ? State::resync : State::done;
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

std::uint64_t Reader::pass(const BehindValid& behind_valid) {
  return impl_->pass(behind_valid);
}

void Reader::set_detail(Detail detail) {
  impl_->detail = detail;
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
  part->state = impl_->state == Impl::State::stream ? Impl::State::stream : Impl::State::element;
  part->at = begin;
  part->limit = end;
  return Reader(std::move(part));
}

std::uint64_t Reader::likely_entry(std::uint64_t offset) const {
  const std::string_view bytes = source().whole().value_or(std::string_view());
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
