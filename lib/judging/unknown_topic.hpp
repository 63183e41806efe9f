// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/catalog.hpp"
#include "thoth/violation.hpp"

namespace thoth {

/// That no type of the catalog is known for a topic; in full with the nearest name.
[[nodiscard]] Violation unknown_topic(const Catalog& catalog, const std::string& topic_name,
                                      Detail detail = Detail::full);

}  // namespace thoth
