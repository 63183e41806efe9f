// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// How pages look, and what in them moves. A page allows its style and its script by their hashes alone, so that
/// nothing else is obeyed; a test compares the hashes with the texts, and says what they have to be.
namespace thoth::cli {

extern const std::string_view page_style;
extern const std::string_view page_style_hash;  ///< base64 of its SHA-256

/// Makes tables sortable by a click on a heading.
extern const std::string_view page_script;
extern const std::string_view page_script_hash;

}  // namespace thoth::cli
