// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "thoth/error.hpp"
#include "thoth/header.hpp"
#include "thoth/json_text.hpp"
#include "thoth/place.hpp"
#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

/// Message files: an array of entries, one entry, or entries one after another (NDJSON among them).
namespace thoth::json {
struct Node;
}

namespace thoth::file {

/// An entry's text may be at most this long, so that memory stays bounded whatever is fed in.
inline constexpr std::size_t max_entry_bytes = std::size_t{64} << 20;

class [[gnu::visibility("hidden")]] Window;

/// Where bytes come from: a mapped file, memory, or a stream read as it comes.
class Source {
 public:
  /// Opens a path; "-" is standard input. Regular files are mapped, everything else is read as a stream.
  /// Errors: usage (missing, a directory, unreadable).
  static Result<Source> open(const std::string& path);
  /// Where a stream is kept that must be whole before it is used.
  struct Spool {
    std::size_t in_memory = std::size_t{64} << 20;  ///< bytes; what is larger goes to an unlinked temporary file
    std::string folder = "/tmp";                    ///< where that file is made
  };
  /// Like open, but a stream is first kept whole. Texts of its entries live as long as the Source. Errors: usage, io.
  static Result<Source> open_whole(const std::string& path, const Spool& spool);
  /// Reads from memory. `name` is used in messages.
  static Source from_text(std::string text, std::string name);

  Source(Source&&) noexcept;
  Source& operator=(Source&&) noexcept;
  ~Source();

  /// As messages name it: the path, or "standard input".
  [[nodiscard]] const std::string& name() const;
  /// Its size in bytes if that is known before reading.
  [[nodiscard]] std::optional<std::uint64_t> size() const;
  /// True for a pipe and the like: no byte of it is a done job, where a file of no bytes is a broken one.
  [[nodiscard]] bool is_stream() const;
  /// All bytes of a source that is whole (a mapped file, memory, what open_whole made), which live as long as it does;
  /// none for a stream.
  [[nodiscard]] std::optional<std::string_view> whole() const;
  /// Says of a source that is whole that these bytes are not needed soon: their memory may go to others. They stay
  /// readable. Safe from several threads.
  void release(std::uint64_t begin, std::uint64_t end) const;
  /// Has `go_on` called time and again while a stream has nothing to read, so that other work can continue.
  /// Where it returns false the reading ends: error interrupted.
  void while_waiting(std::function<bool()> go_on) const;

  struct [[gnu::visibility("hidden")]] Impl;

 private:
  explicit Source(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;  // shared by the readers of its parts
  friend class Window;
};

/// What an entry's value is made of.
enum class ValueForm : std::uint8_t {
  contents,   ///< message_contents
  bytes,      ///< value_base64, decoded
  tombstone,  ///< message_contents: null, which needs a key; value_base64: null, which needs none
};

/// One element of a message file. If `violations` is not empty, nothing but number, place and text can be relied on;
/// where topic_name and contents were read all the same, contents perhaps only up to where they break, they are there.
/// Views live until the next call of Reader::next, or as long as a Source that is whole.
struct Entry {
  std::uint64_t number = 0;  ///< from 1
  Place place;               ///< of its first byte; see Reader::set_places
  std::string_view text;     ///< as it is in the file; of a broken one, up to where it breaks and some of that line
  std::string topic_name;
  ValueForm form = ValueForm::contents;
  json::Text contents;  ///< the JSON value of message_contents, where form is contents
  std::string bytes;    ///< the decoded value, where form is bytes
  std::optional<std::string> key;
  bool has_key = false;  ///< it names a key, perhaps null
  Headers headers;
  bool has_headers = false;  ///< it names headers, perhaps none
  std::optional<std::int32_t> partition;
  std::optional<std::int64_t> timestamp;  ///< milliseconds since the epoch
  Violations violations;                  ///< json-*, entry-shape; with their places
  /// Contents that were read into a tree, of a broken entry up to where they break; or null. It lives until the next
  /// call of Reader::next, and its offsets count from the entry's first byte.
  const json::Node* partial = nullptr;
  std::string frame;  ///< of a schema registry, that goes before the contents; mostly empty
};

/// What the elements of a file are.
enum class Shape : std::uint8_t {
  entries,   ///< entries, as `send` takes them
  contents,  ///< bare contents one after another: each is an Entry whose topic_name is empty. A schema registry's frame
             ///< before JSON is the entry's `frame`
  lines,     ///< any bytes, a value a line: each line that is not empty is an Entry with `bytes` and nothing else
};

/// Which entries a reader counts lines for.
enum class Places : std::uint8_t { all, of_broken };

/// How a reader finds its way: by the tokens of an index, which is fastest where entries are valid; or by making a tree
/// of each, which the caller needs anyway to validate an invalid one closely.
enum class Reading : std::uint8_t { by_tokens, into_trees };

/// Reads entries in order, in bounded memory. Behind a broken entry whose brackets match reading goes on. Another one
/// ends, in NDJSON, before the next line that starts an object, from where reading resumes; in an array reading ends.
class Reader {
 public:
  explicit Reader(Source source, Shape shape = Shape::entries);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// How much violations tell from the next call on; those that are only counted have no place of their own.
  void set_detail(Detail detail);
  /// Which entries get their line and column from the next call on; with `of_broken` others have an offset alone, as
  /// all have while violations are only counted, and find_place() tells the rest. Counting lines costs a tenth of what
  /// validation does.
  void set_places(Places places);
  /// How entries are read from the next call on, while violations are only counted; others are read by tokens. Entries
  /// are the same, but that contents which break within matching brackets are told by violations of the entry.
  void set_reading(Reading reading);
  /// Completes the place of the entry that next() gave last.
  void find_place(Entry& entry);
  /// Reads the next entry; false at the end. Errors: io (the source failed). Broken text is an entry with violations.
  Result<bool> next(Entry& entry);
  /// Returns the token after the contents that start at `rest.first`, if they are valid, else null. `*rest.last` is the
  /// offset of a line break. `topic_name` is that of the entry; empty for bare contents.
  using EndOfValid = std::function<const std::uint32_t*(const json::Text& rest, std::string_view topic_name)>;
  /// Is told the contents of what was passed.
  using Passed = std::function<void(std::string_view contents)>;
  /// Passes bare contents that are valid, or entries that look like the one next() gave last but for their contents,
  /// and those are valid. They count as read, but no entries are made of them, for that takes longer than validating
  /// them on the fast path. How many; it may stop anywhere, also before valid ones: next() goes on.
  std::uint64_t pass(const EndOfValid& end_of_valid, const Passed& passed = {});
  /// Starts over; only for a source that is whole, as open_whole and from_text make it.
  void rewind();
  /// Bytes read so far. Behind a part's last entry: the offset of the entry that follows it.
  [[nodiscard]] std::uint64_t position() const;
  /// The place of an offset that was read, if the source is whole. Must be asked for in ascending order, places of
  /// entries among them.
  [[nodiscard]] Place place_at(std::uint64_t offset);
  /// True once reading has ended for good: at the input's end, or where an array broke. A part that has come to its own
  /// end is not over.
  [[nodiscard]] bool over() const;

  /// Another reader of the same source, which must be whole: of the entries that start at or after `begin`, where an
  /// entry starts, and before `end`. Numbers and lines count from there. What is between entries this reader
  /// must have learned before, by reading one. Parts may be read by several threads, a reader by one. What a part
  /// still has in memory at its end is for its reader's owner to release (Source::release), or to use again.
  [[nodiscard]] Reader part(std::uint64_t begin, std::uint64_t end) const;
  /// Where an entry starts at or after `offset`, by the form of the first one that was not broken, or of the last one
  /// if all were; the source's size if nothing looks like it. It is a guess: the reader of the part before must find
  /// that it ends right there.
  [[nodiscard]] std::uint64_t likely_entry(std::uint64_t offset) const;
  [[nodiscard]] const Source& source() const;

 private:
  struct [[gnu::visibility("hidden")]] Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Gives violations found in an entry's contents, whose offsets count from the contents' first byte, their place in
/// the file.
void locate(const Entry& entry, Violations& violations);

/// Whether an entry has the member of what is absent: null or an empty array, so that no option takes its place.
enum class Absent : std::uint8_t { left_out, named };

/// The parts of an entry to be written. Bytes that are no UTF-8 are written as key_base64 and value_base64.
struct EntryParts {
  std::string_view topic_name;
  /// JSON text for message_contents, as it is; exactly one of contents and bytes unless both are null, which
  /// is a tombstone.
  std::optional<std::string_view> contents;
  std::optional<std::string_view> bytes;
  std::optional<std::string_view> key;
  std::span<const Header> headers{};
  std::optional<std::int32_t> partition;
  std::optional<std::int64_t> timestamp;
  Absent absent_key = Absent::left_out;
  Absent absent_headers = Absent::left_out;
  std::string_view frame = {};  ///< of a schema registry: the bytes of the value before its contents; mostly empty
};

/// Appends an entry as one line, without a line break, that Reader takes back as the same entry.
void write_entry(const EntryParts& parts, std::string& out);

}  // namespace thoth::file

#pragma GCC visibility pop
