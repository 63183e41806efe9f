// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "json/pointer.hpp"

namespace thoth::comparison {

/// While it lives, a pointer leads one step further.
class Below {
 public:
  /// To a member of an object.
  Below(std::string& pointer, std::string_view name) : Below(pointer) { json::append_name(name, pointer); }
  /// To an array's element; without an index, to any element, or any member that is not declared.
  Below(std::string& pointer, std::optional<std::size_t> index) : Below(pointer) {
    if (index) {
      json::append_index(*index, pointer);
    } else {
      pointer += "/*";
    }
  }
  Below(const Below&) = delete;
  Below& operator=(const Below&) = delete;
  ~Below() { pointer_.resize(size_); }

 private:
  explicit Below(std::string& pointer) : pointer_(pointer), size_(pointer.size()) {}

  std::string& pointer_;
  std::size_t size_;
};

/// The index of an element among those that have their own rules; none for all after them.
[[nodiscard]] inline std::optional<std::size_t> index_in(std::size_t index, std::size_t prefix) {
  return index < prefix ? std::optional(index) : std::nullopt;
}

}  // namespace thoth::comparison
