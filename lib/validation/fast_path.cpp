// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/fast_path.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/characters.hpp"
#include "json/escape.hpp"
#include "json/same_text.hpp"
#include "json/scanner.hpp"
#include "thoth/json.hpp"
#include "validation/declared.hpp"

namespace thoth {
namespace {

using json::is_digit;
using json::is_space;

/// The sole name a property of `rule` can have at this point of a canonical object, or the search for another.
std::size_t find_property(const Rule& rule, std::string_view name, std::size_t expected) {
  const auto& properties = rule.properties;
  if (expected < properties.size() && json::same_text(properties[expected].name, name)) return expected;
  return Declared(rule).find(name);
}

}  // namespace

void FastPath::start(const json::Text& contents) {
  contents_ = contents;
  base_ = contents.base;
  token_ = contents.first;
  compact_ = canonical_ = complete_ = true;
  backslashes_ = contents.backslashes && contents.bytes.find('\\') != std::string_view::npos;
  depth_ = 0;
  slots_.clear();
  dropped_.clear();
  open_.clear();
  names_.clear();
}

FastPath::Outcome FastPath::outcome() const {
  return compact_ && canonical_ ? Outcome::canonical : Outcome::valid;
}

FastPath::Outcome FastPath::validate(const Schema& schema, const json::Text& contents,
                                     const ValidationOptions& options) {
  start(contents);
  schema_ = &schema;
  options_ = &options;
  if (at(token_) != '{' || !is_validated(schema.root())) return Outcome::undecided;
  return typed_object(schema.root(), options.fill_ins) ? outcome() : Outcome::undecided;
}

FastPath::Outcome FastPath::validate_untyped(const json::Text& contents) {
  start(contents);
  schema_ = nullptr;
  const char first = at(token_);
  if (first != '{' && first != '[') return Outcome::undecided;
  return free_value() ? outcome() : Outcome::undecided;
}

bool FastPath::pass_string() {
  const auto raw = raw_string(token_);
  ++token_;
  if (!backslashes_) return true;
  const auto escapes = json::check_escapes(raw);
  canonical_ &= escapes == json::Escapes::canonical;
  return escapes != json::Escapes::bad;
}

/// A member's name and its colon. An escaped name may equal another that is written plainly: undecided.
bool FastPath::pass_name(std::string_view& name) {
  if (at(token_) != '"' || at(token_ + 1) != ':') return false;
  name = raw_string(token_);
  if (backslashes_ && name.find('\\') != std::string_view::npos) return false;
  ++token_;
  pass_structural();
  return true;
}

/// A scalar that ends at `end` must be followed by nothing but white space up to the next token.
bool FastPath::pass_scalar_end(const char* end) {
  const char* next = base_ + token_[1];
  if (end != next) {
    compact_ = false;
    for (; end != next; ++end) {
      if (!is_space(*end)) return false;
    }
  }
  ++token_;
  return true;
}

bool FastPath::pass_word(std::string_view word) {
  const char* begin = base_ + *token_;
  const auto room = static_cast<std::size_t>(base_ + token_[1] - begin);
  if (room < word.size() || std::memcmp(begin, word.data(), word.size()) != 0) return false;
  return pass_scalar_end(begin + word.size());
}

FastPath::Number FastPath::pass_number() {
  constexpr std::ptrdiff_t always_fits = 18;  // characters of an integer of 64 bits
  const char* const begin = base_ + *token_;
  json::Scanner scanner({begin, static_cast<std::size_t>(base_ + token_[1] - begin)});
  const char* const end = scanner.number(begin);
  if (end == nullptr || !pass_scalar_end(end)) return Number::none;
  if (!std::all_of(begin + 1, end, is_digit)) return Number::other;
  std::int64_t parsed = 0;
  const bool fits = end - begin <= always_fits || std::from_chars(begin, end, parsed).ec == std::errc();
  return fits ? Number::integer : Number::big_integer;
}

bool FastPath::number(const Rule& rule) {
  const TypeSet types = rule.types;
  const char* begin = base_ + *token_;
  const auto kind = pass_number();
  if (kind == Number::none) return false;
  if (types.has(Type::number)) return true;
  if (kind != Number::integer || !types.has(Type::integer)) return false;
  // An integer is written as its value is, and -0 is 0.
  if (begin[0] == '-' && begin[1] == '0' && rule.integers == Integers::of_64_bits) canonical_ = false;
  return true;
}

bool FastPath::value(const Rule& rule) {
  if (rule.constraints != nullptr) return constrained_value(rule);
  switch (at(token_)) {
    case '"':
      return rule.types.has(Type::string) && pass_string();
    case '{': {
      if (!rule.types.has(Type::object)) return false;
      if (rule.is_free_form()) return free_value();
      return is_validated(rule) && typed_object(rule, {});
    }
    case '[':
      if (!rule.types.has(Type::array)) return false;
      return rule.items ? typed_array(rule) : free_value();
    case 't':
      return rule.types.has(Type::boolean) && pass_word("true");
    case 'f':
      return rule.types.has(Type::boolean) && pass_word("false");
    case 'n':
      return rule.types.has(Type::null) && pass_word("null");
    default:
      return number(rule);
  }
}

bool FastPath::typed_array(const Rule& rule) {
  if (++depth_ > json::max_depth) return false;
  const Rule& items = schema_->rules[*rule.items];
  pass_structural();
  if (at(token_) != ']') {
    for (;;) {
      const bool container = at(token_) == '{' || at(token_) == '[';
      if (!value(items)) return false;
      if (container) compact_ &= *token_ == token_[-1] + 1;
      if (at(token_) == ']') break;
      if (at(token_) != ',') return false;
      pass_structural();
    }
  }
  ++token_;
  --depth_;
  return true;
}

bool FastPath::typed_object(const Rule& rule, std::span<const FillIn> fill_ins) {
  if (++depth_ > json::max_depth) return false;
  const std::size_t slots = slots_.size();
  const std::size_t names = names_.size();
  slots_.resize(slots + rule.properties.size(), nullptr);
  pass_structural();
  std::size_t expected = 0;
  if (at(token_) != '}') {
    for (;;) {
      if (!plain_members(rule, slots, expected) && !typed_member(rule, slots, expected)) return false;
      if (at(token_) == '}') break;
      if (at(token_) != ',') return false;
      pass_structural();
    }
  }
  ++token_;
  --depth_;
  if (duplicates_.any(std::span(names_).subspan(names)) || !complete(rule, slots, fill_ins)) return false;
  names_.resize(names);
  if (slots != 0) slots_.resize(slots);  // those of the root are kept for write_wire
  return true;
}

/// Passes members that stand where they are declared and are strings of which no more is asked, as most are, up to
/// after the last of them; false if there is none. What else there is to pass is left to typed_member. A loop over
/// local variables, for what is kept in members is written to memory and read from it again at every step.
bool FastPath::plain_members(const Rule& rule, std::size_t slots, std::size_t& expected) {
  if (backslashes_) return false;
  const char* const base = base_;
  const std::size_t count = rule.properties.size();
  std::size_t index = expected;
  bool compact = compact_;
  Token after = token_;
  for (Token token = token_; index != count; token = after + 1) {
    const Property& property = rule.properties[index];
    const Rule& wanted = schema_->rules[property.rule];
    const char* const name = base + token[0];
    const char* const colon = base + token[1];
    if (*name != '"' || *colon != ':' || colon[-1] != '"' || base[token[2]] != '"' || base[token[3] - 1] != '"') break;
    if (!json::same_text(property.name, {name + 1, static_cast<std::size_t>(colon - name) - 2})) break;
    if (wanted.constraints != nullptr || !wanted.types.has(Type::string) || slots_[slots + index] != nullptr) break;
    slots_[slots + index++] = token + 2;
    compact &= token[2] == token[1] + 1;
    after = token + 3;
    if (base[*after] != ',') break;
    compact &= after[1] == *after + 1;
  }
  if (after == token_) return false;
  token_ = after;
  expected = index;
  compact_ = compact;
  return true;
}

bool FastPath::typed_member(const Rule& rule, std::size_t slots, std::size_t& expected) {
  std::string_view name;
  if (!pass_name(name)) return false;
  const std::size_t found = find_property(rule, name, expected);
  const bool container = at(token_) == '{' || at(token_) == '[';
  if (found == rule.properties.size()) {
    names_.push_back(name);
    if (rule.undeclared == Undeclared::drop) dropped_.push_back({&rule, name});
    if (!undeclared_value(rule)) return false;
  } else {
    if (slots_[slots + found] != nullptr) return false;
    slots_[slots + found] = token_;
    canonical_ &= found == expected || rule.undeclared == Undeclared::keep;
    expected = found + 1;
    if (!value(schema_->rules[rule.properties[found].rule])) return false;
  }
  if (container) compact_ &= *token_ == token_[-1] + 1;
  return true;
}

/// Whether every member that must be there is; what is absent is filled in, so the contents are not the wire form.
bool FastPath::complete(const Rule& rule, std::size_t slots, std::span<const FillIn> fill_ins) {
  if (std::find(slots_.begin() + static_cast<std::ptrdiff_t>(slots), slots_.end(), nullptr) == slots_.end())
    return true;
  for (std::size_t i = 0; i < rule.properties.size(); ++i) {
    if (slots_[slots + i] != nullptr) continue;
    const auto& property = rule.properties[i];
    if (fill_in_for(*schema_, property, fill_ins) == nullptr) {
      if (property.presence == Presence::required) return false;
      if (property.default_json.empty() && rule.undeclared == Undeclared::drop) return false;
      if (property.default_json.empty()) continue;
    }
    canonical_ = complete_ = false;
  }
  return true;
}

/// The value of a member that an object does not declare.
bool FastPath::undeclared_value(const Rule& rule) {
  if (rule.undeclared == Undeclared::keep) {
    const Constraints* const all = rule.constraints.get();
    return all != nullptr && all->additional_properties ? value(schema_->rules[*all->additional_properties])
                                                        : free_value();
  }
  canonical_ = false;
  return options_->strict == Strict::no && free_value();
}

bool FastPath::free_scalar() {
  switch (at(token_)) {
    case '"':
      return pass_string();
    case 't':
      return pass_word("true");
    case 'f':
      return pass_word("false");
    case 'n':
      return pass_word("null");
    default:
      return pass_number() != Number::none;
  }
}

/// Enters the container at the token; an object's first name is read too.
bool FastPath::free_open() {
  if (depth_ + open_.size() >= json::max_depth) return false;
  const bool object = at(token_) == '{';
  open_.push_back({object, names_.size()});
  pass_structural();
  if (at(token_) == (object ? '}' : ']') || !object) return true;
  std::string_view name;
  if (!pass_name(name)) return false;
  names_.push_back(name);
  return true;
}

/// Leaves the container whose closing bracket is at the token.
bool FastPath::free_close() {
  const Open closed = open_.back();
  open_.pop_back();
  ++token_;
  if (!closed.object) return true;
  const bool repeated = duplicates_.any(std::span(names_).subspan(closed.names));
  names_.resize(closed.names);
  return !repeated;
}

/// A value of which every member is kept. Iterative, so that its nesting costs no stack.
bool FastPath::free_value() {
  const std::size_t outside = open_.size();
  for (;;) {
    const char first = at(token_);
    if (first == '{' || first == '[') {
      // Asked before the first name is read: what ends after a name is not empty but broken.
      const bool empty = at(token_ + 1) == (first == '{' ? '}' : ']');
      if (!free_open()) return false;
      if (!empty) continue;
    } else if (!free_scalar()) {
      return false;
    }
    // Behind a value, or at the end of an empty container: close what ends here.
    for (;;) {
      if (open_.size() == outside) return true;
      const bool object = open_.back().object;
      const char next = at(token_);
      if (next == ',') break;
      if (next != (object ? '}' : ']') || !free_close()) return false;
      if (open_.size() != outside) compact_ &= *token_ == token_[-1] + 1;
    }
    pass_structural();
    if (open_.back().object) {
      std::string_view name;
      if (!pass_name(name)) return false;
      names_.push_back(name);
    }
  }
}

}  // namespace thoth
