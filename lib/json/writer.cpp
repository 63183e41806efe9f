// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/writer.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <limits>

#include "base/characters.hpp"
#include "base/terminal_text.hpp"

namespace thoth::json {
namespace {

/// What a text holds beside characters that stand for themselves between the quotes of JSON.
enum class Specials : std::uint8_t { none, of_json, others };

/// Looks at a text eight bytes at a time. Others are DEL, what is not ASCII, and the number sign, which old commands of
/// a workflow begin with.
class SpecialsFinder {
 public:
  Specials find(std::string_view text) {
    if (text.empty()) return Specials::none;
    if (text.size() < eight) {
      look_at(text.data(), text.size());
    } else {
      for (std::size_t at = 0; at + eight <= text.size(); at += eight) look_at(text.data() + at, eight);
      look_at(text.data() + text.size() - eight, eight);
    }
    if ((others_ & high_bits) != 0) return Specials::others;
    return of_json_ == 0 ? Specials::none : Specials::of_json;
  }

 private:
  static constexpr std::uint64_t ones = 0x0101010101010101ULL;
  static constexpr std::size_t eight = sizeof(std::uint64_t);

  void look_at(const char* at, std::size_t size) {
    std::uint64_t bytes = ones * ' ';
    std::memcpy(&bytes, at, size);
    of_json_ |= string_specials(bytes);
    others_ |= (((bytes ^ (ones * '#')) - ones) & ~bytes) | bytes | (bytes + ones);
  }

  std::uint64_t of_json_ = 0;
  std::uint64_t others_ = 0;
};

/// Appends it between quotes.
void quote(std::string_view text, std::string& out) {
  out += '"';
  out += text;
  out += '"';
}

/// Appends digits, all at once: RapidJSON's own Int64() puts one after another.
void append_number(std::integral auto number, std::string& out) {
  std::array<char, std::numeric_limits<std::uint64_t>::digits10 + 2> digits;  // NOLINT(*-member-init): filled below
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

}  // namespace

Writer::Writer(std::string& out) : pool_(memory_.data(), memory_.size()), stream_(out), engine_(stream_, pool_) {}

Writer& Writer::begin_object() {
  engine_.StartObject();
  return *this;
}

Writer& Writer::end_object() {
  engine_.EndObject();
  return *this;
}

Writer& Writer::begin_array() {
  engine_.StartArray();
  return *this;
}

Writer& Writer::end_array() {
  engine_.EndArray();
  return *this;
}

Writer& Writer::key(std::string_view name) {
  return string(name);
}

Writer& Writer::break_line() {
  stream_.break_line();
  return *this;
}

// RapidJSON's own String() writes \u001F where canonical JSON has \u001f.
Writer& Writer::trusted(std::string_view text) {
  engine_.separate(rapidjson::kStringType);
  assert(SpecialsFinder().find(text) == Specials::none);
  quote(text, stream_.text());
  return *this;
}

Writer& Writer::string(std::string_view text) {
  engine_.separate(rapidjson::kStringType);
  std::string& out = stream_.text();
  const std::size_t begin = out.size();
  const Specials specials = SpecialsFinder().find(text);
  if (specials == Specials::none) {
    quote(text, out);
    return *this;
  }
  write_string(text, out);
  if (specials == Specials::others) make_terminal_line(out, begin);
  return *this;
}

// RapidJSON's own RawValue() copies byte by byte.
Writer& Writer::raw(std::string_view text) {
  engine_.separate(rapidjson::kObjectType);
  stream_.text().append(text);
  return *this;
}

Writer& Writer::node(const Node& node) {
  engine_.separate(node.kind == Kind::string ? rapidjson::kStringType : rapidjson::kObjectType);
  std::string& out = stream_.text();
  const std::size_t begin = out.size();
  write(node, out);
  make_terminal_line(out, begin);
  return *this;
}

Writer& Writer::integer(std::int64_t number) {
  engine_.separate(rapidjson::kNumberType);
  append_number(number, stream_.text());
  return *this;
}

Writer& Writer::unsigned_integer(std::uint64_t number) {
  engine_.separate(rapidjson::kNumberType);
  append_number(number, stream_.text());
  return *this;
}

Writer& Writer::boolean(bool truth) {
  engine_.Bool(truth);
  return *this;
}

Writer& Writer::null() {
  engine_.Null();
  return *this;
}

}  // namespace thoth::json
