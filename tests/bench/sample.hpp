// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace thoth::bench {

/// How the contents of an entry are written.
enum class Form : std::uint8_t {
  canonical,  ///< as they go on the wire, so that their bytes can be sent as they are
  spaced,     ///< with a space after each colon and comma, as most programs write JSON; the wire form is made anew
};

/// Appends an adviser-trigger entry of that number as a line of 20 KB, most of it stack_info.
void append_trigger(std::uint64_t number, std::string& out);

/// Appends the entry of that number as a line: a solved-package message of some 400 bytes.
void append_entry(std::uint64_t number, Form form, std::string& out);

}  // namespace thoth::bench
