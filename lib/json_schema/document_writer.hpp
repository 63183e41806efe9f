// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth {

/// The contents of one type, or its key or headers, as a JSON Schema document, as --catalog reads it from a file of the
/// type's name. Errors: usage (a schema that cannot be written).
[[nodiscard]] Result<std::string> json_schema_document(const Schema& schema);
/// Several, under $defs by their topics; keys and headers as TOPIC.key and TOPIC.headers. Errors: as above.
[[nodiscard]] Result<std::string> json_schema_bundle(const std::vector<const Schema*>& schemas);
/// An AsyncAPI 3.0 document: of each type a channel, a message, and an operation to send and one to receive it.
/// Errors: as above.
[[nodiscard]] Result<std::string> asyncapi_document(const std::vector<const Schema*>& schemas);

/// A page of Markdown: a list of the types, and a table of each one's members.
[[nodiscard]] std::string markdown_document(const std::vector<const Schema*>& schemas);

}  // namespace thoth
