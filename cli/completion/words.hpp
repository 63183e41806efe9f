// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "completion/options.hpp"

namespace thoth::cli {

struct Context;

/// The names to offer: message types, and of the cluster its topics or groups. The cluster is asked for at most a
/// second, and only if an option, a variable or a file names it; that it does not answer leaves its names out.
[[nodiscard]] std::vector<std::string> words_to_offer(CompletionWords kind, Context& context);

/// In order, each once, without what a shell could take for anything but a name.
[[nodiscard]] std::vector<std::string> plain_words(std::vector<std::string> words);

}  // namespace thoth::cli
