// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/content_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"

namespace thoth {
namespace {

/// RFC 6838, 4.2: of a type and of a subtype each.
constexpr std::size_t max_media_name = 127;
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view marks_of_media_name = "!#$%&'*+-.^_`|~";

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// A token of RFC 9110 in lower case.
bool is_media_name(std::string_view name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || marks_of_media_name.find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= max_media_name && std::all_of(name.begin(), name.end(), is_allowed);
}

/// Words of media types that tell the format, and what people call it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> formats{{{"avro", "Avro"},
                                                                                 {"protobuf", "Protobuf"},
                                                                                 {"protobuffer", "Protobuf"},
                                                                                 {"protobuf3", "Protobuf"},
                                                                                 {"proto", "Protobuf"},
                                                                                 {"msgpack", "MessagePack"},
                                                                                 {"messagepack", "MessagePack"},
                                                                                 {"cbor", "CBOR"},
                                                                                 {"bson", "BSON"},
                                                                                 {"smile", "Smile"},
                                                                                 {"thrift", "Thrift"},
                                                                                 {"flatbuffers", "FlatBuffers"},
                                                                                 {"parquet", "Parquet"},
                                                                                 {"xml", "XML"},
                                                                                 {"yaml", "YAML"},
                                                                                 {"csv", "CSV"}}};

/// What the last word says that tells anything: the syntax is named last, as in application/vnd.a.avro+cbor. Empty:
/// none does.
std::string_view format_of(std::string_view media_type) {
  while (!media_type.empty()) {
    const auto before = media_type.find_last_of("/.+-_");
    const std::string_view word = before == std::string_view::npos ? media_type : media_type.substr(before + 1);
    const auto* const known =
        std::find_if(formats.begin(), formats.end(), [word](const auto& format) { return format.first == word; });
    if (known != formats.end()) return known->second;
    media_type = before == std::string_view::npos ? std::string_view() : media_type.substr(0, before);
  }
  return {};
}

}  // namespace

bool names_content_type(std::string_view name) {
  constexpr std::string_view full = "content-type";
  constexpr std::string_view joined = "contenttype";
  const std::string_view wanted = name.size() == full.size() ? full : joined;
  return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(),
                    [](char c, char other) { return lower_case(c) == other; });
}

std::optional<std::string> media_type_of(std::string_view text) {
  text = without_blanks(text);
  if (text.size() > 1 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::string type = lower_case(without_blanks(text.substr(0, text.find(';'))));
  const auto slash = type.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const std::string_view all = type;
  if (!is_media_name(all.substr(0, slash)) || !is_media_name(all.substr(slash + 1))) return std::nullopt;
  return type;
}

bool ContentType::is_json() const {
  return media_type.ends_with("/json") || media_type.ends_with("+json");
}

bool ContentType::is_other_format() const {
  return !media_type.empty() && !is_json() && media_type != "application/octet-stream";
}

std::string ContentType::text() const {
  const std::string_view format = is_plain_text() ? "plain text" : format_of(media_type);
  if (format.empty()) return fmt::format("{}, as {} says", media_type, said_by);
  return fmt::format("{}, as {} says ({})", format, said_by, media_type);
}

bool names_json(std::string_view content_type) {
  const auto media_type = media_type_of(content_type);
  return media_type && ContentType{*media_type, ""}.is_json();
}

ContentType content_type_of(std::span<const Header> headers) {
  const auto found = std::find_if(headers.rbegin(), headers.rend(),
                                  [](const Header& header) { return names_content_type(header.key); });
  if (found == headers.rend() || !found->value) return {};
  auto media_type = media_type_of(*found->value);
  if (!media_type) return {};
  return {std::move(*media_type), "its header " + found->key};
}

}  // namespace thoth
