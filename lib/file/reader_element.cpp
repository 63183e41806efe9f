// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <utility>

#include "file/entry.hpp"
#include "file/reader_impl.hpp"
#include "thoth/json.hpp"

namespace thoth::file {

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

/// Takes an entry as a tree, which finds its end without an index. Where only a part became a tree, that will do if
/// brackets tell where the entry ends, and its topic and contents stand in that part.
Attempt Reader::Impl::take_tree(Entry& entry) {
  if (current() != '{' && current() != '[') return take_scalar(entry);
  json::Parser::Tree& tree = parser.read(reach(), json::Extent::prefix, detail);
  std::size_t size = tree.end;
  if (tree.cut_off) {
    const json::TextFrame framed = json::frame_text(reach(), *tree.root, tree.token);
    if (framed.state != json::Frame::State::complete) return take_unmatched(framed, &tree, entry);
    size = framed.size;
  }
  clear(entry);
  entry.text = reach().substr(0, size);
  take_parsed(tree, entry);
  const bool is_reported = entry.partial != nullptr && (shape == Shape::contents || !entry.topic_name.empty());
  if (tree.cut_off && !is_reported) return take_by_brackets(entry);
  count_entry(entry);
  at += size;
  seek_token();
  return Attempt::done;
}

/// Fills in an entry of which nothing but the text is known.
void Reader::Impl::take_parsed(json::Parser::Tree& tree, Entry& entry) const {
  if (shape == Shape::entries) return read_entry(tree, entry, detail);
  std::swap(entry.violations, tree.violations);
  entry.contents.bytes = entry.text;
  entry.partial = tree.root;
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

/// Takes a text whose brackets match, whatever is wrong within them: after it reading goes on.
void Reader::Impl::take_text(const json::Text& text, const json::Frame& frame, Entry& entry) {
  begin_whole_entry(entry);
  entry.text = text.bytes;
  at += entry.text.size();
  if (shape == Shape::contents) {
    entry.contents = text;
  } else if (text.first != nullptr && fast_entry(text, frame, entry)) {
    note_head(text, entry);
  } else {
    clear(entry);
    if (detail == Detail::full) find_place(entry);
    read_entry(parser.read(entry.text, json::Extent::whole, detail), entry, detail);
    give_tokens(text, entry);
  }
}

/// Remembers how an entry begins, so that others that begin alike can be passed.
void Reader::Impl::note_head(const json::Text& text, const Entry& entry) {
  if (entry.contents.last + 1 != text.last) return;
  head.bytes = text.bytes.substr(0, static_cast<std::size_t>(entry.contents.bytes.data() - text.bytes.data()));
  head.tokens = entry.contents.first - text.first;
  head.topic_name = entry.topic_name;
}

/// Finds the tokens of contents that the strict reading found, so that they need not be validated strictly too.
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
  if (framed.state != json::Frame::State::complete) return take_unmatched(framed, nullptr, entry);
  const json::Text text = json::index_value(rest.substr(0, framed.size), line_index);
  take_text(text, text.first == nullptr ? json::Frame{} : json::frame(text.base, text.first, text.last), entry);
  seek_token();
  return Attempt::done;
}

/// Takes an entry whose brackets do not match. If they were followed past a line that starts an object, then that is
/// the next entry and this one lacks its end: so one bracket too few costs the lines below nothing, nor the time to
/// follow the brackets from each of them. `tree` is what reading as far as the entry may reach gave, or null.
Attempt Reader::Impl::take_unmatched(const json::TextFrame& framed, json::Parser::Tree* tree, Entry& entry) {
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
    tree = nullptr;
  }
  if (tree == nullptr) tree = &parser.read(rest, json::Extent::prefix, detail);
  if (tree->end == rest.size() && limited && detail == Detail::full) {
    const bool is_at_line = window.from(at).substr(rest.size()).starts_with('\n');
    tree->violations.back().found = is_at_line ? "a line that starts another object" : "the frame of another value";
    tree->violations.back().hint.clear();
  }
  take_broken(*tree, entry);
  return Attempt::done;
}

void Reader::Impl::take_broken(json::Parser::Tree& tree, Entry& entry) {
  begin_entry(entry);
  const std::string_view text = detail == Detail::full ? with_rest_of_line(tree.end) : window.from(at);
  entry.text = text.substr(0, tree.end);
  take_parsed(tree, entry);
  entry.text = with_frame(entry.text);
  if (shape == Shape::contents && detail == Detail::full) locate(entry, entry.violations);
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

}  // namespace thoth::file
