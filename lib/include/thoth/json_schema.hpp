// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "thoth/error.hpp"
#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// A message type as an object of JSON Schema 2020-12, without $schema: members with their defaults, descriptions and
/// examples; secrets as writeOnly and x-secret. Rules that are used several times go under $defs. What contents
/// break it breaks, except for what JSON Schema cannot express: duplicate names, and 1.0 for an integer of a
/// built-in type, which add_catalog_file() reads from the keyword x-int64. `at`: the pointer where the object will
/// be, with which its references start, such as "#/components/schemas/a". Errors: usage (a $dynamicRef, which means
/// nothing outside of its own files).
[[nodiscard]] Result<std::string> write_json_schema(const Schema& schema, std::string_view at = "#");

/// True if what write_json_schema() gives means the same to a reader of draft 7.
[[nodiscard]] bool is_draft_7(const Schema& schema);

}  // namespace thoth

#pragma GCC visibility pop
