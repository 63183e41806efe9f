// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/choice.hpp"

#include <fmt/format.h>

#include <string>

namespace thoth::cli {

Result<std::vector<const Schema*>> chosen_types(const MessagesOptions& options, const Catalog& catalog,
                                                std::string_view command) {
  std::vector<const Schema*> schemas;
  if (options.all) {
    for (const SchemaPtr& schema : catalog.schemas()) schemas.push_back(schema.get());
    return schemas;
  }
  for (const std::string& type : options.types) {
    const Schema* schema = catalog.find(type);
    if (schema == nullptr) {
      const auto near = catalog.nearest_topic(type);
      return fail(ErrorCode::usage, "looking up", type, "no such message type",
                  near ? fmt::format("did you mean {}?", *near) : "see thoth-msg messages list");
    }
    schemas.push_back(schema);
  }
  if (schemas.empty()) {
    return fail(ErrorCode::usage, "", std::string(command), "no message type given",
                "name one or more, see thoth-msg messages list");
  }
  return schemas;
}

}  // namespace thoth::cli
