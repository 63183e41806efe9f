#pragma once

#include "json/writer.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {

/// Writes an entry's members into an object, which may get others too.
void write_members(const EntryParts& parts, json::Writer& entry);

}  // namespace thoth::file
