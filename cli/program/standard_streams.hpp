// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace thoth::cli {

/// Where the parent closed standard input, output or error, puts something in its place that fails when it is used, so
/// that no file or connection gets its number and is written to by mistake.
void open_standard_streams();

}  // namespace thoth::cli
