#pragma once

#include "json/token_index.hpp"
#include "thoth/json.hpp"
#include "thoth/json_text.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {

/// Empties an entry for the next one, keeping its memory.
void clear(Entry& entry);

/// Reads an entry of the usual form (topic_name, message_contents and perhaps a key) off its tokens. False means
/// nothing but that it needs a closer look.
[[nodiscard]] bool glance_entry(const json::Text& text, const json::Frame& frame, Entry& entry);

/// Reads the entry in entry.text strictly: its members, or what is wrong with it, with places from entry.place on.
void read_entry(Entry& entry);

/// The same from what reading entry.text as JSON gave, perhaps only the start of an entry.
void read_entry(json::Parsed parsed, Entry& entry);

}  // namespace thoth::file
