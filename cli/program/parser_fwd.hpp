// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// CLI11's parser, for headers that only name it: all of CLI11 takes seconds to compile.
namespace CLI {  // NOLINT(readability-identifier-naming): its own name
class App;
}
