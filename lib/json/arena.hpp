// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>

#include "thoth/json.hpp"

namespace thoth::json {

/// What a Document's Nodes, Members and decoded strings live in. Small documents need no block beyond the first.
struct Document::Arena {
  alignas(std::max_align_t) std::array<std::byte, 2048> first_block;
  std::pmr::monotonic_buffer_resource memory{first_block.data(), first_block.size()};

  /// Room for `count` objects of a trivial kind.
  template <class T>
  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(memory.allocate(count * sizeof(T), alignof(T)));
  }
};

}  // namespace thoth::json
