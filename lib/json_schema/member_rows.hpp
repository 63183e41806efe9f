// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/schema.hpp"

namespace thoth {

/// How many members within each other are shown.
inline constexpr std::size_t max_shown_levels = 100;

/// A member, and the values of another that make it one; no values: it is one always.
struct ShownMember {
  const Property* property = nullptr;
  std::string_view chosen_by = {};                ///< the discriminator's member
  std::vector<std::string_view> chosen_for = {};  ///< its values
};

/// Unfolds the members of a type: those of each rule once, for schemas that users bring may go round in circles.
class MemberExpansion {
 public:
  explicit MemberExpansion(const Schema& schema) : schema_(schema) {}

  /// None where the value is not an object with members, or where they were unfolded before.
  std::vector<ShownMember> members(const Rule& rule);

 private:
  const Schema& schema_;
  std::set<const Rule*> expanded_;
};

/// Of each member, and of those within it as "outer.inner": name, type, presence and description, as people read them.
/// Rows of the key and the headers follow, where the type says what they are: "#key" and "#headers.NAME". A last row
/// says so where members within max_shown_levels others are left out.
[[nodiscard]] std::vector<std::vector<std::string>> member_rows(const Schema& schema);

}  // namespace thoth
