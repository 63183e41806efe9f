// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <utility>

#include "json/describe_token.hpp"
#include "json/escape.hpp"
#include "json/parser.hpp"
#include "json/pointer.hpp"

namespace thoth::json {
namespace {

/// Stacks that a large text has made larger than this are not kept for the next one.
constexpr std::size_t max_kept = 4096;

template <class T>
void empty(std::vector<T>& stack) {
  stack.clear();
  if (stack.capacity() > max_kept) stack.shrink_to_fit();
}

/// Copies elements to the arena, where they stay.
template <class T>
std::span<const T> keep(Document::Arena& arena, std::vector<T>& stack, std::size_t first) {
  const std::size_t count = stack.size() - first;
  if (count == 0) return {};
  T* const kept = arena.allocate<T>(count);
  std::uninitialized_copy(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end(), kept);
  stack.resize(first);
  return {kept, count};
}

/// What stands between the quotes of a string.
std::string_view inner(const char* begin, const char* end) {
  return {begin + 1, static_cast<std::size_t>(end - begin) - 2};
}

/// Of more names than this, some are likely to look alike.
constexpr std::size_t max_told_apart = 16;

bool all_look_different(std::span<const Member> members) {
  NameLooks looks;
  return std::all_of(members.begin(), members.end(), [&](const Member& member) { return looks.add(member.name); });
}

}  // namespace

Parser::Parser() {
  // Room for most messages, which saves them the stacks' growing.
  open_.reserve(16);
  members_.reserve(32);
}

void Parser::start(std::string_view text) {
  text_ = text;
  scanner_ = Scanner(text);
  at_ = text.data();
  if (!arena_) arena_ = std::make_unique<Document::Arena>();
  arena_->memory.release();
  root_ = Node{};
  scalar_ = &root_;
  empty(open_);
  empty(items_);
  empty(members_);
  empty(names_);
  tree_.violations.clear();
}

/// Where the value goes that is being read: the root, or the last element of the innermost container.
Node& Parser::slot() {
  if (open_.empty()) return root_;
  return open_.back().kind == Kind::object ? members_.back().value : items_.back();
}

Parser::Next Parser::step(Next next) {
  switch (next) {
    case Next::value:
      return value(Flaw::value);
    case Next::first_item:
      return at_ != scanner_.end() && *at_ == ']' ? close() : item(Flaw::item_or_end);
    case Next::first_name:
      return at_ != scanner_.end() && *at_ == '}' ? close() : name(Flaw::name_or_end);
    case Next::end_of_value:
      return end_of_value();
    default:
      return next;
  }
}

Parser::Next Parser::value(Flaw otherwise) {
  if (at_ == scanner_.end()) return fail(otherwise, at_);
  switch (*at_) {
    case '"':
      return string();
    case '{':
      return open(Kind::object);
    case '[':
      return open(Kind::array);
    case 't':
      return word("true", Kind::boolean, true);
    case 'f':
      return word("false", Kind::boolean, false);
    case 'n':
      return word("null", Kind::null, false);
    case '-':
      return number();
    default:
      return *at_ >= '0' && *at_ <= '9' ? number() : fail(otherwise, at_);
  }
}

Parser::Next Parser::scalar(const char* end, Kind kind) {
  scalar_->kind = kind;
  scalar_->begin = offset(at_);
  scalar_->end = offset(end);
  at_ = end;
  return open_.empty() ? Next::done : Next::end_of_value;
}

Parser::Next Parser::string() {
  bool escaped = false;
  const char* const end = scanner_.string(at_, escaped);
  if (end == nullptr) return fail_token();
  scalar_->text = decoded(at_, end, escaped);
  return scalar(end, Kind::string);
}

Parser::Next Parser::number() {
  const char* const end = scanner_.number(at_);
  if (end == nullptr) return fail_token();
  scalar_->text = {at_, static_cast<std::size_t>(end - at_)};
  return scalar(end, Kind::number);
}

Parser::Next Parser::word(std::string_view word, Kind kind, bool truth) {
  const char* const end = scanner_.word(at_, word);
  if (end == nullptr) return fail_token();
  scalar_->truth = truth;
  return scalar(end, kind);
}

/// What a string between quotes means: a view of the text if it has no escapes, else of the arena.
std::string_view Parser::decoded(const char* begin, const char* end, bool escaped) {
  const std::string_view raw = inner(begin, end);
  if (!escaped) return raw;
  scratch_.clear();
  unescape(raw, scratch_);
  char* const kept = arena_->allocate<char>(scratch_.size());
  std::copy(scratch_.begin(), scratch_.end(), kept);
  return {kept, scratch_.size()};
}

Parser::Next Parser::open(Kind kind) {
  if (open_.size() == max_depth) {
    Violation violation{Code::json_depth, pointer_to(open_.size()), {}, "", "", ""};
    violation.place.offset = offset(at_);
    violation.expected = "at most " + std::to_string(max_depth) + " nested arrays and objects";
    violation.found = "one more";
    tree_.token = offset(at_);
    tree_.violations.push_back(std::move(violation));
    return Next::failed;
  }
  open_.push_back({kind, kind == Kind::object ? members_.size() : items_.size(), at_});
  ++at_;
  return kind == Kind::object ? Next::first_name : Next::first_item;
}

Parser::Next Parser::item(Flaw otherwise) {
  items_.push_back({Kind::null, false, 0, 0, {}, {}, {}});
  scalar_ = &items_.back();
  return value(otherwise);
}

/// Reads members that are plain strings, as most are, up to after the last of them: false, and then nothing was read
/// after `at_`, which is where a name should be, if there is more than those.
bool Parser::plain_members(Flaw& otherwise) {
  for (const char* at = at_;;) {
    const char* const name_end = scanner_.plain_string(at);
    if (name_end == nullptr) return false;
    const char* const colon = scanner_.skip_space(name_end);
    if (colon == scanner_.end() || *colon != ':') return false;
    const char* const begin = scanner_.skip_space(colon + 1);
    const char* const end = scanner_.plain_string(begin);
    if (end == nullptr) return false;
    // Whole, as making it empty first costs more than all of this.
    members_.push_back({inner(at, name_end),
                        offset(at),
                        {Kind::string, false, offset(begin), offset(end), inner(begin, end), {}, {}}});
    at_ = scanner_.skip_space(end);
    if (at_ == scanner_.end() || *at_ != ',') return true;
    at = at_ = scanner_.skip_space(at_ + 1);
    otherwise = Flaw::name;
  }
}

Parser::Next Parser::name(Flaw otherwise) {
  if (plain_members(otherwise)) return Next::end_of_value;
  if (at_ == scanner_.end() || *at_ != '"') return fail(otherwise, at_);
  bool escaped = false;
  const char* const end = scanner_.string(at_, escaped);
  if (end == nullptr) return fail_token();
  members_.push_back({decoded(at_, end, escaped), offset(at_), {Kind::null, false, 0, 0, {}, {}, {}}});
  scalar_ = &members_.back().value;
  at_ = scanner_.skip_space(end);
  if (at_ == scanner_.end() || *at_ != ':') return fail(Flaw::colon, at_);
  at_ = scanner_.skip_space(at_ + 1);
  return value(Flaw::value);
}

Parser::Next Parser::end_of_value() {
  const bool object = open_.back().kind == Kind::object;
  const char found = at_ == scanner_.end() ? '\0' : *at_;
  if (found == (object ? '}' : ']')) return close();
  if (found != ',') return fail(object ? Flaw::comma_or_end_of_object : Flaw::comma_or_end_of_array, at_);
  at_ = scanner_.skip_space(at_ + 1);
  return object ? name(Flaw::name) : item(Flaw::value);
}

Parser::Next Parser::close() {
  const Open closed = open_.back();
  const bool object = closed.kind == Kind::object;
  if (object) check_names(std::span<const Member>(members_).subspan(closed.first), open_.size() - 1);
  open_.pop_back();
  if (object && open_.empty()) {
    close_root(closed);
  } else if (object) {
    const auto members = keep(*arena_, members_, closed.first);
    slot().members = members;
  } else {
    const auto items = keep(*arena_, items_, closed.first);
    slot().items = items;
  }
  slot().begin = offset(closed.begin);
  Node& node = slot();
  node.kind = closed.kind;
  node.end = offset(++at_);
  return open_.empty() ? Next::done : Next::end_of_value;
}

Parser::Next Parser::fail(Flaw flaw, const char* at) {
  tree_.token = offset(at_);
  at_ = at;
  Violation& violation = tree_.violations.emplace_back();
  if (detail_ == Detail::full) violation = diagnosis({flaw, at});
  violation.place.offset = offset(at);
  violation.pointer = pointer_to(open_.size());
  return Next::failed;
}

Violation Parser::diagnosis(const Fault& fault) const {
  Violation violation = diagnose(text_, fault);
  if (fault.at == scanner_.end() && violation.hint.empty() && !open_.empty()) {
    const Place place = advance(Place{}, text_.substr(0, offset(open_.back().begin)));
    violation.hint = "the " + std::string(1, *open_.back().begin) + " at line " + std::to_string(place.line) +
                     ", column " + std::to_string(place.column) + " is not closed";
  }
  return violation;
}

/// The pointer to the element that is being read `depth` containers deep.
std::string Parser::pointer_to(std::size_t depth) {
  if (depth == 0) return {};
  // The element being read of a container is the last that is stacked before those of the containers within it.
  std::size_t items = items_.size();
  std::size_t members = members_.size();
  after_.resize(open_.size());
  for (std::size_t i = open_.size(); i-- > 0;) {
    auto& top = open_[i].kind == Kind::object ? members : items;
    after_[i] = std::exchange(top, open_[i].first);
  }
  std::string pointer;
  for (std::size_t i = 0; i < depth; ++i) {
    if (after_[i] == open_[i].first) continue;
    if (open_[i].kind == Kind::object) {
      append_name(members_[after_[i] - 1].name, pointer);
    } else {
      append_index(after_[i] - 1 - open_[i].first, pointer);
    }
  }
  return pointer;
}

/// Reports repeated names of the object that is `depth` containers deep.
void Parser::check_names(std::span<const Member> members, std::size_t depth) {
  if (members.size() < 2 || (members.size() <= max_told_apart && all_look_different(members))) return;
  names_.clear();
  names_.reserve(members.size());
  for (const auto& member : members) names_.push_back(member.name);
  const auto repeated = duplicates_.all(names_);
  if (!repeated.empty()) report_repeated(members, repeated, depth);
}

void Parser::report_repeated(std::span<const Member> members, const std::vector<std::size_t>& repeated,
                             std::size_t depth) {
  const std::string object = pointer_to(depth);
  for (const std::size_t index : repeated) {
    Violation& violation = tree_.violations.emplace_back();
    violation.code = Code::json_duplicate_key;
    violation.pointer = object;
    append_name(members[index].name, violation.pointer);
    violation.place.offset = members[index].begin;
    if (detail_ == Detail::full) {
      violation.expected = "each member once";
      violation.found = describe_name(members[index].name) + " again";
    }
  }
}

/// After an error: names may repeat in what was read of the objects that are still open.
void Parser::check_open_objects() {
  std::size_t after = members_.size();
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].kind != Kind::object) continue;
    const std::size_t first = open_[i].first;
    check_names(std::span<const Member>(members_).subspan(first, after - first), i);
    after = first;
  }
}

/// The members of the root stay where they are until the next text is read.
void Parser::close_root(const Open& closed) {
  root_.kind = closed.kind;
  root_.begin = offset(closed.begin);
  root_.members = members_;
}

/// After an error: closes what is open without the element that was not read to its end.
void Parser::close_cut_off() {
  const bool object = open_.back().kind == Kind::object;
  if (object && members_.size() > open_.back().first && members_.back().value.end == 0) members_.pop_back();
  if (!object && items_.size() > open_.back().first && items_.back().end == 0) items_.pop_back();
  while (!open_.empty()) {
    const Open closed = open_.back();
    open_.pop_back();
    if (open_.empty() && closed.kind == Kind::object) return close_root(closed);
    const auto members = keep(*arena_, members_, closed.kind == Kind::object ? closed.first : members_.size());
    const auto items = keep(*arena_, items_, closed.kind == Kind::array ? closed.first : items_.size());
    Node& node = slot();
    node.kind = closed.kind;
    node.begin = offset(closed.begin);
    node.members = members;
    node.items = items;
  }
}

/// Objects were checked as they closed; reports follow the text. One pass finds all lines and columns.
void Parser::find_places() {
  sort_by_place(tree_.violations);
  Place place;
  for (auto& violation : tree_.violations) {
    place = advance(place, text_.substr(place.offset, violation.place.offset - place.offset));
    violation.place = place;
  }
}

Parser::Tree& Parser::read(std::string_view text, Extent extent, Detail detail) {
  start(text);
  detail_ = detail;
  Next next = Next::value;
  while (next != Next::done && next != Next::failed) {
    at_ = scanner_.skip_space(at_);
    next = step(next);
  }
  if (next == Next::done && extent == Extent::whole) {
    at_ = scanner_.skip_space(at_);
    if (at_ != scanner_.end()) next = fail(Flaw::end_of_text, at_);
  }
  tree_.root = nullptr;
  tree_.cut_off = next == Next::failed;
  if (tree_.cut_off) check_open_objects();
  if (!tree_.cut_off || !open_.empty()) tree_.root = &root_;
  if (tree_.cut_off && !open_.empty()) close_cut_off();
  if (detail_ == Detail::full) find_places();
  tree_.end = offset(at_);
  return tree_;
}

Parsed Parser::release() {
  Parsed parsed;
  if (root_.members.data() == members_.data()) root_.members = keep(*arena_, members_, 0);
  if (tree_.root != nullptr) {
    (tree_.cut_off ? parsed.cut_off : parsed.document) = std::make_unique<Document>(std::move(arena_), root_);
  }
  parsed.violations = std::move(tree_.violations);
  parsed.end = tree_.end;
  return parsed;
}

namespace {

Parsed parse(std::string_view text, Extent extent) {
  Parser parser;
  static_cast<void>(parser.read(text, extent));
  return parser.release();
}

}  // namespace

Parsed parse(std::string_view text) {
  return parse(text, Extent::whole);
}

Parsed parse_prefix(std::string_view text) {
  return parse(text, Extent::prefix);
}

}  // namespace thoth::json
