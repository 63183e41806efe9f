// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Who is broken by a change. A producer of the old contract is broken if some message that is valid under the old one
/// is not valid under the new one; a consumer of the old contract is, if some message that is valid under the new one
/// is not valid under the old one.
enum class Breaks : std::uint8_t { nobody = 0, consumers = 1, producers = 2, both = 3 };

[[nodiscard]] constexpr Breaks operator|(Breaks a, Breaks b) {
  return static_cast<Breaks>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
[[nodiscard]] constexpr Breaks operator&(Breaks a, Breaks b) {
  return static_cast<Breaks>(static_cast<std::uint8_t>(a) & static_cast<std::uint8_t>(b));
}

/// Whether it is known whom a change breaks, or only that it could not be shown to break nobody.
enum class Decided : bool { no, yes };

/// One thing in which two contracts of a topic differ.
struct Change {
  std::string topic;  ///< base topic name, or template
  /// RFC 6901 pointer into the contents, with * for any element, or any undeclared member; into the key it starts with
  /// "#key", into the headers with "#headers".
  std::string pointer;
  std::string rule;    ///< its name in docs/diff.md: "type", "member-added", …
  std::string before;  ///< "an integer"; what the old contract says
  std::string after;   ///< and the new one
  Breaks breaks = Breaks::nobody;
  Decided decided = Decided::yes;
  std::string old_location;  ///< "FILE#/pointer" of the schema, if it is user-defined; else empty
  std::string new_location;
};

/// What differs from `before` to `after`, in the order of the topics and then of the pointers. Where no change says
/// that it breaks producers (or consumers), none of them is broken: what could not be shown counts as broken. It goes
/// by what is valid without --strict, where a format is not checked.
[[nodiscard]] std::vector<Change> compare(const Catalog& before, const Catalog& after);
/// The same of two contracts of one topic.
[[nodiscard]] std::vector<Change> compare(const Schema& before, const Schema& after);

}  // namespace thoth

#pragma GCC visibility pop
