// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

/// Reading and writing JSON: RFC 8259 and UTF-8, strictly.
namespace thoth::json {

/// Deeper nesting than this is refused (json-depth).
inline constexpr std::size_t max_depth = 1000;

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

struct Member;

/// One value of a Document. Valid as long as its Document and the text that was parsed.
struct Node {
  Kind kind = Kind::null;
  bool truth = false;               ///< of a boolean
  std::size_t begin = 0;            ///< offset of its first byte in the parsed text
  std::size_t end = 0;              ///< offset after its last byte; 0 for a container that an error cut off
  std::string_view text;            ///< of a string: decoded UTF-8; of a number: its token as written
  std::span<const Node> items;      ///< of an array
  std::span<const Member> members;  ///< of an object, in the order of the text

  /// The member's value, or null if it is missing or this is not an object. Linear in the number of members.
  [[nodiscard]] const Node* find(std::string_view name) const;
};

struct Member {
  std::string_view name;  ///< decoded
  std::size_t begin = 0;  ///< offset of the name's opening quote
  Node value;
};

/// A parsed text: a tree that knows the place of each value. Movable; Nodes stay where they are.
class Document {
 public:
  struct Arena;
  Document(std::unique_ptr<Arena> arena, Node root);
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] const Node& root() const { return root_; }

 private:
  std::unique_ptr<Arena> arena_;
  Node root_;
};

/// What strict reading found: a document, or the violations that keep it from being one. Duplicate member names do not
/// stop the reading: each is a violation of its own. Syntax and depth errors do.
struct Parsed {
  std::unique_ptr<Document> document;  ///< null after a syntax or depth error
  /// After such an error within an array or object: what came before it, as if all that was open closed there. What an
  /// object that was cut off lacks may have come after the error.
  std::unique_ptr<Document> cut_off;
  Violations violations;  ///< places count from the start of the text
  std::size_t end = 0;    ///< parse_prefix: offset after the value; after an error: where reading stopped
};

/// Reads `text`, which must be one JSON value with nothing but white space around it. `text` must outlive the document.
[[nodiscard]] Parsed parse(std::string_view text);

/// Reads the one value at the start of `text` (after white space) and leaves what follows it. A number is taken up to
/// the first byte that cannot be part of it. If the text ends inside the value, `end` equals the text's size.
[[nodiscard]] Parsed parse_prefix(std::string_view text);

/// Appends `text` (UTF-8) as a JSON string in canonical form: only `"`, `\` and control characters are escaped,
/// the latter as `\b \f \n \r \t` or `\u00xx` with lower-case digits.
void write_string(std::string_view text, std::string& out);
/// What write_string() appends.
[[nodiscard]] std::string written_string(std::string_view text);

/// Appends a value in canonical form: compact, members in their own order, numbers as they were written.
void write(const Node& node, std::string& out);

/// A free-form JSON object that keeps every byte of meaning (number tokens, member order), as canonical text.
class Object {
 public:
  /// The empty object.
  Object() = default;
  /// Keeps an object that is canonical already, as write() makes it; no check is made.
  static Object from_canonical(std::string text);
  /// Reads an object; throws std::invalid_argument, saying what is wrong and where, if `text` is not one.
  explicit Object(std::string_view text);

  /// Compact JSON text.
  [[nodiscard]] const std::string& text() const { return text_; }
  friend bool operator==(const Object&, const Object&) = default;

 private:
  std::string text_ = "{}";
};

}  // namespace thoth::json

#pragma GCC visibility pop
