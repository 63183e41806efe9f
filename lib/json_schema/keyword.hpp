// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "json_schema/documents.hpp"

namespace thoth::json_schema {

/// What a keyword's value holds that is a schema.
enum class Holds : std::uint8_t {
  schema,
  schemas,            ///< an array of them
  schemas_by_name,    ///< an object of them
  schema_or_schemas,  ///< items, up to draft 2019-09
  schemas_or_names,   ///< an object of schemas and of lists of names: dependencies
};

/// None for a keyword that holds no schema, or that the draft does not know.
[[nodiscard]] std::optional<Holds> holds(std::string_view keyword, Draft draft);

/// The spot of a member, or an element, of the value at a spot.
[[nodiscard]] Spot step(const Spot& from, const json::Member& member);
[[nodiscard]] Spot step(const Spot& from, std::size_t index);

/// The spot of the member of that name; none if the value at a spot has none.
[[nodiscard]] std::optional<Spot> under(const Spot& spot, std::string_view name);

/// Hands over the spots of the schemas directly under the schema at `spot`.
Result<void> for_each_schema(const Spot& spot, const std::function<Result<void>(const Spot&)>& visit);

}  // namespace thoth::json_schema
