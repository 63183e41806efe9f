// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rapidjson/allocators.h>
#include <rapidjson/writer.h>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "thoth/json.hpp"

namespace thoth::json {

/// JSON that is written as it is.
struct Raw {
  std::string_view text;
};

/// For a member that is null where there is no text.
[[nodiscard]] inline std::optional<std::string_view> null_if_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// Appends compact JSON to a string, with the escapes that write_string() has, and with what could steer a terminal or
/// hide, or be a command in a workflow's log, as \uXXXX too; only Raw stays as it is. RapidJSON keeps the nesting and
/// puts commas and colons; a debug build asserts that what is written is JSON. The string may be emptied while an array
/// or object is open, so that a long document can be handed on in pieces.
///
///   json::Writer(out).begin_object().member("entry", 1).member("error", nullptr).end_object();
class Writer {
 public:
  /// `out` must outlive this.
  explicit Writer(std::string& out);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() = default;

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  /// A member's name; its value follows.
  Writer& key(std::string_view name);

  /// A text, a number, true, false, null, Raw or a Node; null too for an optional without a value.
  template <class T>
  Writer& value(const T& value) {
    if constexpr (std::same_as<T, std::nullptr_t>) {
      return null();
    } else if constexpr (std::same_as<T, bool>) {
      return boolean(value);
    } else if constexpr (std::signed_integral<T>) {
      return integer(value);
    } else if constexpr (std::unsigned_integral<T>) {
      return unsigned_integer(value);
    } else if constexpr (std::same_as<T, Raw>) {
      return raw(value.text);
    } else if constexpr (std::same_as<T, Node>) {
      return node(value);
    } else if constexpr (requires { value.has_value(); }) {
      return value ? this->value(*value) : null();
    } else {
      return string(value);
    }
  }
  template <class T>
  Writer& member(std::string_view name, const T& value) {
    return key(name).value(value);
  }
  /// A name in the source needs no look.
  template <std::size_t size, class T>
  Writer& member(const char (&name)[size], const T& value) {  // NOLINT(modernize-avoid-c-arrays): what literals are
    return trusted({name, size - 1}).value(value);
  }

  /// What is written next begins on a new line.
  Writer& break_line();

 private:
  /// RapidJSON's idea of where output goes.
  class Stream {
   public:
    using Ch = char;
    explicit Stream(std::string& out) : out_(out) {}
    void Put(char c) {  // NOLINT(readability-identifier-naming): RapidJSON's name
      if (is_break_due_ && c != ',') end_line();
      out_.push_back(c);
    }
    void Flush() {}  // NOLINT(readability-identifier-naming): RapidJSON's name
    void break_line() { is_break_due_ = true; }
    std::string& text() {
      if (is_break_due_) end_line();
      return out_;
    }

   private:
    void end_line() {
      out_.push_back('\n');
      is_break_due_ = false;
    }

    std::string& out_;
    bool is_break_due_ = false;
  };

  using Pool = rapidjson::MemoryPoolAllocator<>;
  class Engine : public rapidjson::Writer<Stream, rapidjson::UTF8<>, rapidjson::UTF8<>, Pool> {
   public:
    Engine(Stream& stream, Pool& pool) : Writer(stream, &pool, open_at_first) {}
    /// Puts the comma or colon before a value, which the caller then appends.
    void separate(rapidjson::Type type) { Prefix(type); }

   private:
    static constexpr std::size_t open_at_first = 16;  // arrays and objects, before the pool is asked for more
  };

  Writer& trusted(std::string_view text);
  Writer& string(std::string_view text);
  Writer& raw(std::string_view text);
  Writer& node(const Node& node);
  Writer& integer(std::int64_t number);
  Writer& unsigned_integer(std::uint64_t number);
  Writer& boolean(bool truth);
  Writer& null();

  // Of the pool, so that most writers allocate nothing. Clearing it took 4 % of the time of writing a record.
  alignas(std::max_align_t) std::array<char, 512> memory_;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  Pool pool_;
  Stream stream_;
  Engine engine_;
};

}  // namespace thoth::json
