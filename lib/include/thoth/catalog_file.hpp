// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/error.hpp"
#include "thoth/left_out_schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// What of a catalog is read.
struct CatalogOptions {
  /// The folder that references may lead into; none: the working tree that holds the catalog, which is the nearest
  /// folder above it with .git; without one, the current folder if the catalog is in it, or else the catalog's folder.
  std::optional<std::string> root = std::nullopt;
  /// Files and folders of a folder that are no types, as patterns: * and ? are any characters but a slash, ** any. One
  /// without a slash is of a name in any folder, others are of paths from the catalog's folder.
  std::vector<std::string> exclude = {};
};

/// What of a catalog is not validated.
struct CatalogReport {
  /// Schemas that could not be loaded, and those of payloads that are not read, which `notes` tell of; those with a
  /// topic are in the catalog too.
  std::vector<LeftOutSchema> left_out;
  std::vector<std::string> notes;  ///< what else there is to know, a line each
};

/// Adds the message types that a file declares, or all those of a folder and the folders in it. An AsyncAPI document
/// (2.x or 3.0) declares one for each channel; the topic of a JSON Schema file (draft 7 or 2020-12) NAME.schema.json,
/// or NAME.json, is NAME. Either may be in YAML: .yaml or .yml. A type replaces one of the same topic. Where several
/// documents describe a topic, a payload must satisfy one of them. References may lead to files within the options'
/// root; nothing is fetched from a network. A schema that cannot be loaded is left out, and no other with it. Errors:
/// usage (a path that cannot be read, a file that no topic can be named after, a folder without schemas, an unfit
/// option; the catalog is left as it was).
Result<CatalogReport> add_catalog(Catalog& catalog, const std::string& path, const CatalogOptions& options = {});

/// The same without options; returns what is not validated, a line each.
Result<std::vector<std::string>> add_catalog_file(Catalog& catalog, const std::string& path);

}  // namespace thoth

#pragma GCC visibility pop
