// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "output/console.hpp"
#include "program/settings.hpp"
#include "thoth/catalog.hpp"
#include "thoth/catalog_file.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// What becomes of a run that has a catalog with a schema that cannot be loaded.
enum class OnLeftOut : bool { warn, fail };

/// The built-in message types and those of --catalog. What is not validated is warned of. Errors: usage (a path that
/// cannot be read; with OnLeftOut::fail, a schema that cannot be loaded, after the others of that kind were told).
Result<Catalog> known_types(const Settings& settings, OnLeftOut on_left_out, Console& console);

/// Warns of what is not validated, in a bounded number of lines.
void warn_of_catalogs(const std::vector<CatalogReport>& reports, Console& console);

}  // namespace thoth::cli
