// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/error.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Adds the message types that a file declares, or all those of a folder and the folders in it. An AsyncAPI document
/// (2.x or 3.0) declares one for each channel; the topic of a JSON Schema file (draft 7 or 2020-12) NAME.schema.json,
/// or NAME.json, is NAME. Either may be in YAML: .yaml or .yml. A type replaces one of the same topic. They may refer
/// to others in that folder, or in the file's own; nothing is fetched from a network. Returns what is not validated, a
/// line for each document that has such things. Errors: usage (what cannot be read, is not a schema, or refers to what
/// is not there; the catalog is left as it was).
Result<std::vector<std::string>> add_catalog_file(Catalog& catalog, const std::string& path);

}  // namespace thoth

#pragma GCC visibility pop
