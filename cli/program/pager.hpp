// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "output/console.hpp"
#include "output/output.hpp"
#include "program/environment.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// The command that shows long output, chosen as git does: THOTH_MSG_PAGER, else PAGER, else "less -FRX". Empty, for
/// none, if that is empty or "cat", or if TERM is unset or "dumb".
[[nodiscard]] std::string pager_command(const Environment& environment);

/// Writes a text that is safe for a terminal as it is: through the pager if `out` is a terminal and there is a pager,
/// else directly. Returns once the pager has ended. Ctrl-C is left to the pager; another signal ends both. A pager that
/// cannot be run is warned of, and the text is written directly. Errors: io, interrupted.
Result<void> page(std::string_view text, const Environment& environment, Output& out, Console& console);

}  // namespace thoth::cli
