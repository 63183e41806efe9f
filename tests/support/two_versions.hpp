// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "thoth/catalog.hpp"
#include "thoth/schema_builder.hpp"

namespace thoth::test {

/// A catalog whose type thoth.order has two versions: an order of v1 has an item and a secret note, one of v2 items.
inline Catalog two_versions() {
  Catalog catalog;
  catalog.add(SchemaBuilder("thoth.order", "v1")
                  .required("item", Type::string)
                  .optional("note", Type::string, {}, Secret::yes)
                  .build()
                  .value());
  catalog.add(SchemaBuilder("thoth.order", "v2").required("items", MemberType::array_of(Type::string)).build().value());
  return catalog;
}

}  // namespace thoth::test
