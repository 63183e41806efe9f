// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/place.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// What kind of thing is wrong. name() gives the word that reports and scripts see.
enum class Code {
  json_syntax,
  json_duplicate_key,
  json_depth,
  entry_shape,
  unknown_topic,
  missing,
  null,
  type,
  range,
  value,
  unknown_member,
  combination,
};

/// "json-syntax", "json-duplicate-key", …
[[nodiscard]] std::string_view name(Code code);

/// True for json-syntax, json-duplicate-key and json-depth: what is wrong is the text, whatever it should hold.
[[nodiscard]] bool is_of_json(Code code);

/// One thing wrong at one place.
struct Violation {
  Code code = Code::json_syntax;
  std::string pointer;      ///< RFC 6901 pointer into the contents; for entry-shape and json-* into what was read. Into
                            ///< the key it starts with "#key", into a header with "#headers/NAME"
  Place place;              ///< of the value, or of the object that a member is missing from
  std::string expected;     ///< "a string", "at most 9223372036854775807"
  std::string found;        ///< "the number 3"; empty for what is missing
  std::string hint;         ///< nearest known name, or other advice (more than one word); may be empty
  std::string schema = {};  ///< "FILE#/pointer" of the keyword that a schema users bring asks for it with; else empty

  /// "expected a string, found the number 3 (did you mean …) [FILE#/pointer]".
  [[nodiscard]] std::string message() const;
};

using Violations = std::vector<Violation>;

/// The violations as one Error (invalid): "reading message contents: missing at /x: …", with how many more there are.
[[nodiscard]] Error to_error(const Violations& violations);

/// How much violations tell: all, or only what and where in the value (code and pointer), which is enough to count
/// them.
enum class Detail : bool { count, full };

/// Brings violations into the order of their text; those of one place stay as they are.
void sort_by_place(Violations& violations);

/// `name` as one reference token of a JSON pointer: "/" + name with ~ and / escaped.
[[nodiscard]] std::string pointer_token(std::string_view name);
/// Appends what pointer_token() gives.
void append_pointer_token(std::string_view name, std::string& pointer);

}  // namespace thoth

#pragma GCC visibility pop
