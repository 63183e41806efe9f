#pragma once

#include <string>

#include "thoth/violation.hpp"

namespace thoth {

/// Appends the member that tells in an entry what its contents break, with the comma before it.
void append_violations(const Violations& violations, std::string& out);

}  // namespace thoth
