#pragma once

#include <string>

#include "thoth/catalog.hpp"
#include "thoth/error.hpp"

namespace thoth {

/// Adds the message types that a JSON Schema file (draft 7 or 2020-12) declares, or all those of a folder and the
/// folders in it: the topic of NAME.schema.json, or NAME.json, is NAME. A type replaces one of the same topic. Schemas
/// may refer to others in that folder, or in the file's own; nothing is fetched from a network.
/// Errors: usage (what cannot be read, is no schema, or refers to what is not there; the catalog is left as it was).
Result<void> add_catalog_file(Catalog& catalog, const std::string& path);

}  // namespace thoth
