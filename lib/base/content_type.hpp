// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "thoth/header.hpp"

namespace thoth {

/// Whether a header's name is content-type, as CloudEvents and HTTP have it, or contentType, as Spring has it, in any
/// case.
[[nodiscard]] bool names_content_type(std::string_view name);

/// The media type of a Content-Type, as RFC 9110, 8.3.1 writes it, in lower case and without its parameters. Quotes
/// around all of it, which Spring's older header mapper writes, are ignored. None: the text is not one.
[[nodiscard]] std::optional<std::string> media_type_of(std::string_view text);

/// What a record, or the document of its topic, says of the format of its value.
struct ContentType {
  std::string media_type;  ///< as media_type_of() gives it; empty: nothing is said
  std::string said_by;     ///< who says so: "its header content-type"

  /// JSON, as text or as the syntax that a suffix names (RFC 6839).
  [[nodiscard]] bool is_json() const;
  /// It names a format other than JSON; application/octet-stream, which may be anything, names none.
  [[nodiscard]] bool is_other_format() const;
  /// Plain text, which producers declare that do not care: a value may be JSON all the same.
  [[nodiscard]] bool is_plain_text() const { return media_type == "text/plain"; }
  /// "Avro, as its header content-type says (application/vnd.apache.avro)".
  [[nodiscard]] std::string text() const;
};

/// Whether a Content-Type is JSON, as ContentType::is_json() says.
[[nodiscard]] bool names_json(std::string_view content_type);

/// The content type of a record's value, as the last header that names_content_type() says. Empty without such a
/// header, or if it holds no media type.
[[nodiscard]] ContentType content_type_of(std::span<const Header> headers);

}  // namespace thoth
