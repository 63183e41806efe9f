// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
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

/// A type as one program uses it.
struct UsedType {
  const Schema* type = nullptr;
  std::string address;  ///< full name of its topic
  bool is_sent = false;
  bool is_received = false;
};
/// The same of one program: an operation for what it does with each type. Of several versions of a type, those after
/// the first are named TOPIC.VERSION. Errors: as above.
[[nodiscard]] Result<std::string> asyncapi_document(std::string_view title, std::string_view of_version,
                                                    const std::vector<UsedType>& types);

/// A page of Markdown: a list of the types, and a table of each one's members.
[[nodiscard]] std::string markdown_document(const std::vector<const Schema*>& schemas);

}  // namespace thoth
