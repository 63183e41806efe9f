// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "json_schema/discriminator.hpp"
#include "json_schema/documents.hpp"
#include "thoth/topic_template.hpp"

namespace thoth::json_schema {

/// Reads a parameter of a channel's address, which is at `spot`. In AsyncAPI 3 that says `enum`, `default` and
/// `examples` itself. Errors: usage.
Result<TopicParameter> read_parameter(std::string name, const Spot& spot);

/// The same of AsyncAPI 2, where `schema`, which the parameter's own is, says it, and whatever else a schema can say:
/// a part of a topic is held against it as a string, or as the number, boolean or null that it reads as.
Result<TopicParameter> read_parameter(std::string name, const Spot& schema, Documents& documents,
                                      Discriminators& discriminators);

/// Whether a part of a topic's name satisfies the schema of a parameter.
[[nodiscard]] bool satisfies_parameter(const Schema& schema, std::string_view part);

}  // namespace thoth::json_schema
