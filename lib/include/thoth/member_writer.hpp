// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/schema.hpp"
#include "thoth/validation.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Writes wire forms of one schema's contents out of nothing but the texts of their members' values, as
/// ValidationResult::members gives them: a result need not be kept as a whole.
class MemberWriter {
 public:
  /// `schema` has a typed object at its root.
  MemberWriter(const Schema& schema, const std::vector<FillIn>& fill_ins);

  /// Appends the wire form. `members`: the text of each declared member's value in declaration order, empty where the
  /// member is absent and has a value to take its place.
  void write(std::span<const std::string_view> members, std::string& out) const;

 private:
  struct Member {
    std::string before;  ///< what goes before the value: a comma after another one, the name, a colon
    std::string absent;  ///< the value where there is none
  };
  [[nodiscard]] std::string_view value_of(std::size_t index, std::span<const std::string_view> members) const;

  std::vector<Member> members_;
};

}  // namespace thoth

#pragma GCC visibility pop
