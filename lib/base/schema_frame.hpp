// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/content_type.hpp"
#include "thoth/header.hpp"
#include "thoth/violation.hpp"

namespace thoth {

/// Where a record names the schema of its value or key in a registry: nowhere, in bytes before it, or in a header.
enum class Framing : std::uint8_t { none, prefix, header };

/// The part of a record that has a frame of its own.
enum class FramedPart : bool { value, key };

/// What the serializers of a schema registry write beside a value or key: 00 and the schema's id (four bytes, big
/// endian), or 01 and its GUID (16 bytes). Source: docs.confluent.io, "Wire format" and "Schema ID in headers".
struct SchemaFrame {
  Framing framing = Framing::none;
  std::string_view bytes;     ///< of the frame; in a header perhaps with Protobuf's message indexes after them
  std::string_view contents;  ///< what comes after a prefix; else all bytes of the value or key

  [[nodiscard]] bool is_there() const { return framing != Framing::none; }
  /// None: it names a GUID.
  [[nodiscard]] std::optional<std::uint32_t> id() const;
  /// As RFC 9562 writes it, in lower case. None: it names an id.
  [[nodiscard]] std::optional<std::string> guid() const;
  /// The id or the GUID; empty if there is no frame.
  [[nodiscard]] std::string schema() const;
};

/// "__value_schema_id", "__key_schema_id".
[[nodiscard]] std::string_view schema_header(FramedPart part);

/// The value of that header, of the last if there are several; null without such a header, or if it has no value.
[[nodiscard]] const std::string* find_schema_header(FramedPart part, std::span<const Header> headers);

/// The frame of bytes whose first byte, or whose record's headers, may tell of one. Call split_frame().
[[nodiscard]] SchemaFrame find_frame(FramedPart part, std::string_view bytes, std::span<const Header> headers);

/// Splits a value or key into its frame and its contents; views both. JSON never begins with the first byte of a frame,
/// so plain contents cost no more than a look at that byte. Bytes count as framed if JSON follows; those of a value,
/// whose first byte is 00, also if anything else follows an id that a registry may give. A key may be a number in
/// binary: there JSON must be an object, an array or a string. What a header says comes first.
[[nodiscard]] inline SchemaFrame split_frame(FramedPart part, std::string_view bytes,
                                             std::span<const Header> headers = {}) {
  const bool may_have_prefix = !bytes.empty() && static_cast<unsigned char>(bytes.front()) <= 1;
  if (!may_have_prefix && headers.empty()) return {Framing::none, {}, bytes};
  return find_frame(part, bytes, headers);
}

/// The bytes of a frame that names an id, or a GUID, which is 32 hexadecimal digits, with hyphens as RFC 9562 has them
/// or without (none: it is not).
[[nodiscard]] std::string frame_of_id(std::uint32_t id);
[[nodiscard]] std::optional<std::string> frame_of_guid(std::string_view text);

/// What contents that are not JSON are, as far as it is declared, or their first bytes and their frame tell: "a value
/// that is not JSON: Avro, as its header content-type says (application/vnd.apache.avro)", "a value after a schema
/// registry's frame (schema 42) that is not JSON: most likely Avro", "an Avro object container file". None where
/// nothing tells, or where nothing is declared and they look like JSON with something wrong in it.
[[nodiscard]] std::optional<std::string> describe_binary(const SchemaFrame& frame, const ContentType& declared = {});
/// The same as what is wrong with contents that should be JSON.
[[nodiscard]] std::optional<Violation> binary_violation(const SchemaFrame& frame, const ContentType& declared = {});

}  // namespace thoth
