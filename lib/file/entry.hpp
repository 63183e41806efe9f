// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/parser.hpp"
#include "json/token_index.hpp"
#include "thoth/json.hpp"
#include "thoth/json_text.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {

/// True of the members that hold a message's contents: entries are written with the first, dry runs with the second.
[[nodiscard]] inline bool is_contents(std::string_view member) {
  return member == "message_contents" || member == "value";
}

/// Empties an entry for the next one, keeping its memory.
void clear(Entry& entry);

/// Reads an entry of the usual form (topic_name, message_contents and perhaps a key) off its tokens. False means
/// nothing but that it needs a closer look.
[[nodiscard]] bool fast_entry(const json::Text& text, const json::Frame& frame, Entry& entry);

/// Reads the entry that `tree`, read from entry.text, is: its members, or what is wrong with it, with places from
/// entry.place on (those that are only counted have none). Takes the tree's violations.
void read_entry(json::Parser::Tree& tree, Entry& entry, Detail detail);

}  // namespace thoth::file
