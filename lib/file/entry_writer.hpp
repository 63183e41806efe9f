// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "json/writer.hpp"
#include "thoth/header.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {

/// Writes an entry's members into an object, which may get others too.
void write_members(const EntryParts& parts, json::Writer& entry);

/// Writes the member `name` as text, or as null; where the bytes are not UTF-8, the member NAME_base64.
void write_text(std::string_view name, std::optional<std::string_view> bytes, json::Writer& out);

/// Writes the members that name the schema of a value that is not a tombstone. `prefix`: the frame before contents that
/// are written without it, or empty; then `bytes` is the whole value if it is written in base64, else empty, and a
/// header may name the schema.
void write_value_frame(std::string_view prefix, std::string_view bytes, std::span<const Header> headers,
                       json::Writer& out);

/// Writes a key, without a schema registry's frame before JSON, and the members that name its schema.
void write_key(std::string_view key, std::span<const Header> headers, json::Writer& out);

/// Writes the member NAME_base64.
void write_base64_member(std::string_view name, std::string_view bytes, json::Writer& out);

/// Writes the member "headers".
void write_headers(std::span<const Header> headers, json::Writer& out);

}  // namespace thoth::file
