// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#pragma GCC visibility push(default)

#include <string>

namespace thoth {
void early();
}  // namespace thoth

#pragma GCC visibility pop
