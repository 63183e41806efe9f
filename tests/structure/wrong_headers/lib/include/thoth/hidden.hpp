// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace thoth {
void hide();
}  // namespace thoth
