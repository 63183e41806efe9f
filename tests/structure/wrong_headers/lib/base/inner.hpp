// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#pragma GCC visibility push(default)

namespace thoth {
void inner();
}  // namespace thoth

#pragma GCC visibility pop
