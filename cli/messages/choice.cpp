// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/choice.hpp"

#include <string>

#include "program/type_choice.hpp"

namespace thoth::cli {

Result<std::vector<const Schema*>> chosen_types(const MessagesOptions& options, const Catalog& catalog,
                                                std::string_view command) {
  std::vector<const Schema*> schemas;
  if (options.all) {
    for (const SchemaPtr& schema : catalog.schemas()) schemas.push_back(schema.get());
    return schemas;
  }
  for (const std::string& type : options.types) {
    THOTH_TRY_ASSIGN(const std::string name, resolve_type(catalog, type, "looking up"));
    schemas.push_back(catalog.find(name));
  }
  if (schemas.empty()) {
    return fail(ErrorCode::usage, "", std::string(command), "no message type given",
                "name one or more, see thoth-msg messages list");
  }
  return schemas;
}

}  // namespace thoth::cli
