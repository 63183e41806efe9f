// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace thoth::test {

/// The absolute path of tests/, where tests find their data.
std::string test_folder();

}  // namespace thoth::test
