// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace thoth {

/// What runs a regular expression.
enum class RegexEngine : std::uint8_t { re2, pcre2 };

/// A regular expression of ECMA-262 in the syntax of an engine: \uXXXX and \u{X}, \cX, (?<name>…), \s and \S with
/// Unicode's white space, \p{…} by Unicode's long names, a hyphen after \w in brackets, and counts past what the engine
/// takes (1,000 and 65,535), which are written as several. What the engine has and ECMA-262 does not, stays as it is.
[[nodiscard]] std::string regex_for(RegexEngine engine, std::string_view pattern);

/// Whether ECMA-262 has this name, short or long, for one of Unicode's general categories.
[[nodiscard]] bool is_category(std::string_view name);

}  // namespace thoth
