// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "thoth/error.hpp"

namespace re2 {
class RE2;
}

namespace thoth::cli {

/// A regular expression (RE2's syntax); matching takes time that is linear in the text. `option` is what it was given
/// for. Errors: usage (what is wrong with it).
Result<std::shared_ptr<const re2::RE2>> compile_regex(const std::string& text, const std::string& option);

}  // namespace thoth::cli
