// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace thoth {

/// The formats of JSON Schema that can be checked.
enum class Format : std::uint8_t {
  date_time,
  date,
  time,
  duration,
  email,
  hostname,
  ipv4,
  ipv6,
  uri,
  uri_reference,
  uuid,
  json_pointer,
  regex,
};

/// The format of that name ("date-time"), or none where it is not checked.
[[nodiscard]] std::optional<Format> format_named(std::string_view name);
/// Its name.
[[nodiscard]] std::string_view name(Format format);
/// Whether `text` is of the format.
[[nodiscard]] bool has_format(std::string_view text, Format format);

}  // namespace thoth
