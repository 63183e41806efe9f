// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "thoth/catalog.hpp"
#include "thoth/codec.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Message types by name, to make a Catalog of or to loop over.
template <class... M>
struct TypeList {
  static constexpr std::size_t size = sizeof...(M);

  /// Calls `visit.template operator()<M>()` for each type in order.
  template <class Visit>
  static void for_each(Visit&& visit) {
    (visit.template operator()<M>(), ...);
  }

  /// A catalog of all of them, in order.
  [[nodiscard]] static Catalog catalog() {
    Catalog catalog;
    (catalog.add(schema_ptr_of<M>()), ...);
    return catalog;
  }
};

}  // namespace thoth

#pragma GCC visibility pop
