// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/json_text.hpp"
#include "thoth/schema.hpp"
#include "thoth/violation.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// What is a violation beyond what breaks a contract: members that a typed object does not declare, and with `yes` also
/// strings that have not the format that their schema names.
enum class Strict : std::uint8_t { no, members, yes };

/// A member that is filled in where contents of any type that declares it lack it; send fills in contents of no known
/// type too.
struct FillIn {
  std::string member;
  std::string value;  ///< a string; JSON is made of it
};

/// What a MessageValidator finds out about contents that are valid: their wire form (`make`), only whether they are
/// canonical
/// (`compare`), ValidationResult::members (`members`), or nothing more (`skip`).
enum class Wire : std::uint8_t { skip, make, members, compare };

struct ValidationOptions {
  Strict strict = Strict::no;
  std::vector<FillIn> fill_ins{};
  Wire wire = Wire::make;
  Detail detail = Detail::full;
};

/// A member that no property of an object's rule declares, so that the wire form lacks it.
struct DroppedMember {
  const Rule* rule = nullptr;
  std::string_view name;
};

/// Everything in which `value` breaks `schema`, in document order (what an object lacks comes where the object starts;
/// an object that an error cut off, see json::Parsed, lacks nothing).
/// Offsets of the places are those of the nodes; lines and columns are left to the caller, who has the text.
/// This is the strict path: what MessageValidator accepts on the fast path, this accepts too.
[[nodiscard]] Violations validate(const Schema& schema, const json::Node& value, const ValidationOptions& options = {});

/// The same, into lists whose memory is used again: they hold nothing else then. `dropped` is what the wire form lacks,
/// whether `value` is valid or not; names live as long as `value`.
void validate(const Schema& schema, const json::Node& value, const ValidationOptions& options, Violations& violations,
              std::vector<DroppedMember>& dropped);

/// Appends the canonical wire form of a value that is valid under `schema`: every declared member in declaration order,
/// defaults filled in, undeclared members of typed objects dropped, compact UTF-8.
void write_wire(const Schema& schema, const json::Node& value, const ValidationOptions& options, std::string& out);

/// The result of validating one message's contents.
struct ValidationResult {
  Violations violations;  ///< empty: valid. Places: `offset` counts from the first byte of the contents
  std::string_view
      wire;  ///< if valid and asked for: canonical bytes; the very bytes of the contents if those are canonical already
  [[nodiscard]] bool valid() const { return violations.empty(); }
  /// True if `wire` views the contents themselves, and so lives as long as they.
  bool canonical = false;
  /// Where a MemberWriter made `wire`: what of, the text of each declared member's value in declaration order, a view
  /// of the contents, empty for one that is absent.
  /// With Wire::members the same of all contents that the fast path found valid. Else none.
  std::vector<std::string_view> members;
  /// Members that the contents have and the wire form has not, as their types do not declare them. Names are views of
  /// the contents; none of contents that are no JSON.
  std::vector<DroppedMember> dropped;
};

/// Validates contents against schemas: on the fast path where a token index is at hand, else closely. Keeps scratch
/// memory: one MessageValidator a thread.
class MessageValidator {
 public:
  explicit MessageValidator(ValidationOptions options = {});
  MessageValidator(MessageValidator&&) noexcept;
  MessageValidator& operator=(MessageValidator&&) noexcept;
  ~MessageValidator();

  /// How much violations tell from the next call on.
  void set_detail(Detail detail);

  /// The validation is valid until the next call; its violations are the caller's to take. The schema must outlive
  /// this.
  ValidationResult& validate(const Schema& schema, const json::Text& contents);
  /// True if the contents are found valid without a closer look, which is cheap. False means nothing.
  [[nodiscard]] bool valid_on_fast_path(const Schema& schema, const json::Text& contents);
  /// The same where the end of the contents is not known yet: the token after those that start at
  /// `rest.first` if they are found valid, else null, which means nothing. `rest` has a token index, and `*rest.last`
  /// is the offset of a byte that no token starts with.
  [[nodiscard]] const std::uint32_t* end_of_valid(const Schema& schema, const json::Text& rest);
  /// What those contents have that the wire form has not, as ValidationResult::dropped.
  [[nodiscard]] const std::vector<DroppedMember>& dropped_on_fast_path() const;
  /// The same of contents that are their own wire form.
  [[nodiscard]] const std::uint32_t* end_of_canonical(const Schema& schema, const json::Text& rest);
  /// Contents that no schema is known for: they must be JSON; `wire` is their compact form.
  ValidationResult& validate_untyped(const json::Text& contents);
  /// Contents as bare bytes; nothing after the last needs to be readable; `schema` is null where none is
  /// known.
  ValidationResult& validate_bytes(const Schema* schema, std::string_view bytes);
  /// The first half of validate_bytes, without a tree: null if the fast path leaves it undecided. Then validate_tree
  /// follows.
  [[nodiscard]] ValidationResult* try_fast_path(const Schema* schema, std::string_view bytes);
  /// The other half, for a caller that has parsed the bytes: `root` is null if nothing could be read before an error,
  /// and `found` is what parsing found wrong.
  ValidationResult& validate_tree(const Schema* schema, std::string_view bytes, const json::Node* root,
                                  const Violations& found);

 private:
  struct [[gnu::visibility("hidden")]] Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth

#pragma GCC visibility pop
