// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/writer.hpp"
#include "thoth/violation.hpp"

namespace thoth {

/// Writes the member of an entry that lists what its contents violate.
void write_violations(const Violations& violations, json::Writer& entry);

}  // namespace thoth
