// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/token_index.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bitset>

#include "base/characters.hpp"
#include "thoth/json.hpp"

namespace thoth::json {

struct TokenIndex::Stage {
  static constexpr std::size_t least_room = std::size_t{16} << 10;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;

  bool reserve(std::size_t bytes) {
    if (parser && parser->capacity() >= bytes) return true;
    // Room for more than that, so that lines of growing length do not make it anew each time.
    const std::size_t room = std::max(bytes, least_room);
    // Only the first stage runs here; the depth is the second one's and may be the least it takes.
    return simdjson::get_active_implementation()->create_dom_parser_implementation(room, 1, parser) ==
           simdjson::SUCCESS;
  }
};

TokenIndex::TokenIndex() : stage_(std::make_unique<Stage>()) {}
TokenIndex::TokenIndex(TokenIndex&&) noexcept = default;
TokenIndex& TokenIndex::operator=(TokenIndex&&) noexcept = default;
TokenIndex::~TokenIndex() = default;

TokenIndex::Made TokenIndex::make(std::string_view text) {
  base_ = text.data();
  begin_ = end_ = nullptr;
  if (text.empty() || text.size() > simdjson::SIMDJSON_MAXSIZE_BYTES - 64 || !stage_->reserve(text.size())) {
    return Made::no;
  }
  auto& parser = *stage_->parser;
  const auto error = parser.stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),  // NOLINT
                                   simdjson::stage1_mode::regular);
  if (error == simdjson::UNCLOSED_STRING) return Made::unclosed_string;
  if (error != simdjson::SUCCESS && error != simdjson::EMPTY) return Made::no;
  backslashes_ = text.find('\\') != std::string_view::npos;
  begin_ = parser.structural_indexes.get();
  end_ = begin_ + parser.n_structural_indexes;
  return Made::yes;
}

namespace {

enum class Bracket : std::uint8_t { none, open_object, open_array, close_object, close_array };

constexpr std::array<Bracket, 256> brackets = [] {
  std::array<Bracket, 256> table{};
  table['{'] = Bracket::open_object;
  table['['] = Bracket::open_array;
  table['}'] = Bracket::close_object;
  table[']'] = Bracket::close_array;
  return table;
}();

/// True of every bracket, and of few other bytes, none of which starts a token of what is well formed.
bool may_be_bracket(char byte) {
  constexpr unsigned differing = ('{' ^ '}') | ('{' ^ '[');  // the bits in which brackets differ from each other
  return ((static_cast<unsigned char>(byte) | differing) ^ ('{' | differing)) == 0;
}

Bracket bracket_at(const char* base, const std::uint32_t* token) {
  return brackets[static_cast<unsigned char>(base[*token])];
}

/// The containers that are open, as bits: an object is 1.
class OpenContainers {
 public:
  [[nodiscard]] std::size_t depth() const { return depth_; }
  [[nodiscard]] bool in_object() const { return kinds_[depth_ - 1]; }
  void push(bool object) { kinds_[depth_++] = object; }
  void pop() { --depth_; }

 private:
  std::bitset<max_depth + 1> kinds_;
  std::size_t depth_ = 0;
};

/// Whether a container may open after the token before it: this catches a missing closing bracket early, so that one
/// broken line does not swallow the lines below it.
bool may_open(const OpenContainers& open, char before) {
  return open.in_object() ? before == ':' : before == ',' || before == '[';
}

using State = Frame::State;

/// Goes past a bracket: incomplete as long as something is open. `before`: the token before it.
State pass(OpenContainers& open, Bracket bracket, char before) {
  const bool object = bracket == Bracket::open_object || bracket == Bracket::close_object;
  if (bracket == Bracket::open_object || bracket == Bracket::open_array) {
    if (open.depth() == max_depth || (open.depth() != 0 && !may_open(open, before))) return State::broken;
    open.push(object);
    return State::incomplete;
  }
  if (open.depth() == 0 || open.in_object() != object) return State::broken;
  open.pop();
  return open.depth() == 0 ? State::complete : State::incomplete;
}

/// How a string within a text ended.
enum class StringEnd : std::uint8_t { closed, at_text_end, at_control_character };

/// Moves from a string's opening quote after its closing one, or to where it cannot go on.
StringEnd pass_string(std::string_view text, std::size_t& at) {
  for (++at; at < text.size(); ++at) {
    const char* const end = text.data() + text.size();
    at = static_cast<std::size_t>(skip_eights(text.data() + at, end, string_specials) - text.data());
    if (at == text.size()) break;
    if (text[at] == '"') {
      ++at;
      return StringEnd::closed;
    }
    if (static_cast<unsigned char>(text[at]) < 0x20) return StringEnd::at_control_character;
    if (text[at] == '\\') ++at;
  }
  at = text.size();
  return StringEnd::at_text_end;
}

/// Follows the brackets of a text from an offset on, after the byte `before`.
TextFrame follow(std::string_view text, std::size_t at, OpenContainers& open, char before) {
  TextFrame result;
  while (at < text.size()) {
    const char byte = text[at];
    const Bracket bracket = brackets[static_cast<unsigned char>(byte)];
    // The index takes a quote after a backslash for an escaped one outside of strings, too.
    const bool escapes = byte == '\\' && (text.substr(at + 1, 1) == "\"" || text.substr(at + 1, 1) == "\\");
    result.size = at;
    if (byte == '"') {
      const StringEnd end = pass_string(text, at);
      if (end == StringEnd::at_control_character) result.state = State::broken;
      if (end != StringEnd::closed) result.size = at;
    } else {
      at += escapes ? 2 : 1;
    }
    if (bracket != Bracket::none) {
      result.state = pass(open, bracket, before);
      if (result.state == State::complete) result.size = at;
    } else if (open.depth() == 0) {
      result.state = State::broken;
    }
    if (result.state != State::incomplete) return result;
    if (!is_space(byte)) before = byte;
  }
  result.size = text.size();
  return result;
}

/// The last element of a container if that is a container that was cut off; or null.
const Node* open_within(const Node& container) {
  const Node* last = nullptr;
  if (!container.members.empty()) last = &container.members.back().value;
  if (!container.items.empty()) last = &container.items.back();
  return last != nullptr && last->end == 0 ? last : nullptr;
}

}  // namespace

TextFrame frame_text(std::string_view text) {
  OpenContainers open;
  return follow(text, 0, open, ' ');
}

TextFrame frame_text(std::string_view text, const Node& root, std::size_t at) {
  OpenContainers open;
  for (const Node* node = &root; node != nullptr; node = open_within(*node)) open.push(node->kind == Kind::object);
  std::size_t before = at;
  while (before != 0 && is_space(text[before - 1])) --before;
  return follow(text, at, open, before == 0 ? ' ' : text[before - 1]);
}

Frame frame(const char* base, const std::uint32_t* first, const std::uint32_t* end) {
  Frame result;
  OpenContainers open;
  std::size_t inner_count = 0;
  for (const std::uint32_t* token = first; token != end; ++token) {
    if (open.depth() != 0) {
      token = std::find_if(token, end, [base](std::uint32_t offset) { return may_be_bracket(base[offset]); });
      if (token == end) break;
    }
    const Bracket bracket = bracket_at(base, token);
    if (bracket == Bracket::none) {
      if (open.depth() != 0) continue;
      return {State::complete, token + 1, nullptr, nullptr};
    }
    const std::size_t depth = open.depth();
    result.state = pass(open, bracket, depth == 0 ? ' ' : base[token[-1]]);
    if (result.state == State::broken) return result;
    if (depth == 1 && open.depth() == 2 && inner_count++ == 0) result.inner_first = token;
    if (depth == 2 && open.depth() == 1) result.inner_next = token + 1;
    if (result.state == State::complete) {
      result.next = token + 1;
      if (inner_count != 1) result.inner_first = result.inner_next = nullptr;
      return result;
    }
  }
  return result;
}

Text index_value(std::string_view text, TokenIndex& index) {
  Text result{text, nullptr, nullptr, nullptr};
  if (index.make(text) != TokenIndex::Made::yes || index.begin() == index.end()) return result;
  const Frame found = frame(index.base(), index.begin(), index.end());
  if (found.state != Frame::State::complete || found.next != index.end()) return result;
  result.base = index.base();
  result.first = index.begin();
  result.last = index.end();
  result.backslashes = index.backslashes();
  return result;
}

}  // namespace thoth::json
