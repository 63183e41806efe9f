// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/duplicate_names.hpp"
#include "thoth/json_text.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// The fast path: one walk over a token index that may only say "valid" or "undecided". What it calls valid, the
/// strict path (json::parse and validate) calls valid with the same wire bytes; a differential test holds them
/// together.
class FastPath {
 public:
  enum class Outcome : std::uint8_t {
    canonical,  ///< valid, and the contents are the wire form already
    valid,      ///< valid; write_wire makes the wire form
    undecided,  ///< invalid, or beyond what the fast path can tell
  };

  /// Validates contents that have a token index whose brackets match, or contents that end somewhere within a text
  /// whose
  /// `*last` is the offset of a byte that no token starts with, so that nothing is read past it.
  Outcome validate(const Schema& schema, const json::Text& contents, const ValidationOptions& options);
  /// The token after the contents last validated, if they were not undecided.
  [[nodiscard]] const std::uint32_t* end() const { return token_; }
  /// Validates contents of no known type: any JSON.
  Outcome validate_untyped(const json::Text& contents);

  /// Where the declared members' values of the contents last validated `valid` under a schema stand, in declaration
  /// order, absent ones empty. False if their texts do not make the wire form.
  [[nodiscard]] bool members(std::vector<std::string_view>& out) const;
  /// The same, whatever wire form they would make.
  void member_texts(std::vector<std::string_view>& out) const;

  /// Members of the contents last validated that the wire form lacks.
  [[nodiscard]] const std::vector<DroppedMember>& dropped() const { return dropped_; }

  /// Appends the wire form of the contents last validated `valid`.
  void write_wire(std::string& out);

 private:
  using Token = const std::uint32_t*;
  struct Open {
    bool object;
    std::size_t names;  // where the names of this object start in names_
  };

  void start(const json::Text& contents);
  [[nodiscard]] Outcome outcome() const;
  [[nodiscard]] char at(Token token) const { return base_[*token]; }
  /// What is between the quotes of the string at a token. Only white space is between its end and the next token.
  [[nodiscard]] std::string_view raw_string(Token token) {
    const char* begin = base_ + *token + 1;
    const char* quote = base_ + token[1] - 1;
    if (*quote != '"') {
      compact_ = false;
      while (*quote != '"') --quote;
    }
    return {begin, static_cast<std::size_t>(quote - begin)};
  }
  [[nodiscard]] std::string_view raw_scalar(Token token) const;
  [[nodiscard]] std::string_view raw_value(Token first) const;
  [[nodiscard]] std::string_view text_as_written(const Rule& rule, Token first) const;
  /// Goes on after a bracket, colon or comma.
  void pass_structural() {
    compact_ &= token_[1] == *token_ + 1;
    ++token_;
  }
  [[nodiscard]] bool pass_string();
  [[nodiscard]] bool pass_name(std::string_view& name);
  [[nodiscard]] bool pass_word(std::string_view word);
  enum class Number : std::uint8_t { none, integer, big_integer, other };
  [[nodiscard]] Number pass_number();
  [[nodiscard]] bool pass_scalar_end(const char* end);

  [[nodiscard]] bool value(const Rule& rule);
  [[nodiscard]] bool is_validated(const Rule& rule) const;
  [[nodiscard]] bool constrained_value(const Rule& rule);
  [[nodiscard]] bool constrained_scalar(const Rule& rule);
  [[nodiscard]] bool number(const Rule& rule);
  [[nodiscard]] bool typed_array(const Rule& rule);
  [[nodiscard]] bool typed_object(const Rule& rule, std::span<const FillIn> fill_ins);
  [[nodiscard]] bool plain_members(const Rule& rule, std::size_t slots, std::size_t& expected);
  [[nodiscard]] bool typed_member(const Rule& rule, std::size_t slots, std::size_t& expected);
  [[nodiscard]] bool undeclared_value(const Rule& rule);
  [[nodiscard]] bool complete(const Rule& rule, std::size_t slots, std::span<const FillIn> fill_ins);
  [[nodiscard]] bool free_value();
  [[nodiscard]] bool free_open();
  [[nodiscard]] bool free_close();
  [[nodiscard]] bool free_scalar();

  void write_value(const Rule& rule, Token first, std::string& out);
  void write_object(const Rule& rule, std::size_t slots, std::span<const FillIn> fill_ins, std::string& out);
  void write_open_object(const Rule& rule, Token first, std::span<const FillIn> fill_ins, std::string& out);
  void write_array(const Rule& items, Token first, std::string& out);
  void write_free(Token first, std::string& out);
  void write_scalar(Token token, std::string& out);
  void collect(const Rule& rule, Token first, std::size_t slots);
  [[nodiscard]] Token after(Token first) const;

  const Schema* schema_ = nullptr;
  const ValidationOptions* options_ = nullptr;
  json::Text contents_;
  const char* base_ = nullptr;
  Token token_ = nullptr;
  bool compact_ = true;       // no white space between tokens so far
  bool canonical_ = true;     // members, escapes and numbers as the wire form has them so far
  bool complete_ = true;      // no member so far that is to be filled in
  bool backslashes_ = false;  // the contents hold at least one
  std::size_t depth_ = 0;     // of typed containers being walked
  std::vector<Token> slots_;  // value of each declared member of the objects being walked; null if absent
  std::vector<DroppedMember> dropped_;
  std::string meaning_;     // of the string that was last unescaped
  std::vector<Open> open_;  // containers of the free-form value being walked
  std::vector<std::string_view> names_;
  json::DuplicateNames duplicates_;
};

}  // namespace thoth
