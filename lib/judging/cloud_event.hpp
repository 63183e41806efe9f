// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "contract/format.hpp"
#include "thoth/header.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"

/// CloudEvents 1.0 in Kafka's records: what a record says of itself. Sources: the specification "CloudEvents", its JSON
/// event format and its Kafka protocol binding, all of version 1.0.2.
namespace thoth::cloud_event {

/// How a record carries an event: not at all; its attributes in headers and its data as the value; or all of it as the
/// value, in JSON.
enum class Mode : std::uint8_t { none, binary, structured };

/// Of an event's attributes, the name of the header that holds it in binary mode starts with this.
inline constexpr std::string_view header_prefix = "ce_";
/// The header that tells the mode, and in binary mode the data's media type.
inline constexpr std::string_view content_type_header = "content-type";
/// What that header holds in structured mode.
inline constexpr std::string_view structured_content_type = "application/cloudevents+json; charset=UTF-8";
/// The one version of the specification that is supported.
inline constexpr std::string_view spec_version = "1.0";

/// An attribute that the specification knows, and what its value must be beside text without control characters.
struct Attribute {
  std::string_view name;
  Presence presence;
  std::optional<Format> format = std::nullopt;
};
/// All of them but datacontenttype, which is no header of its own in binary mode. Source: "CloudEvents" 1.0.2, 3.
inline constexpr std::array<Attribute, 7> attributes{{{"specversion", Presence::required},
                                                      {"id", Presence::required},
                                                      {"source", Presence::required, Format::uri_reference},
                                                      {"type", Presence::required},
                                                      {"dataschema", Presence::optional, Format::uri},
                                                      {"subject", Presence::optional},
                                                      {"time", Presence::optional, Format::date_time}}};
/// The attribute of that name; null if there is none.
[[nodiscard]] const Attribute* find_attribute(std::string_view name);

/// The value of the last header that holds the attribute `name` in binary mode; null without one.
[[nodiscard]] const std::string* attribute(std::span<const Header> headers, std::string_view name);

/// By the headers: structured if content-type is application/cloudevents, alone or with +json; binary with
/// ce_specversion, or with ce_id, ce_source and ce_type, so that an event that lacks one of them is still told as that.
[[nodiscard]] Mode mode_of(std::span<const Header> headers);

/// Whether headers hold the four required attributes, as those of an event in binary mode must.
[[nodiscard]] bool has_required(std::span<const Header> headers);

/// Whether a JSON value is an event that no header tells of: an object with the four required attributes.
[[nodiscard]] bool is_event(const json::Node& value);

/// Whether the text of an entry may tell of an event, so that its contents may be of another type than its topic's.
[[nodiscard]] bool may_tell_of_event(std::string_view text);

/// The attributes that tell what an event is and where it is from; each is empty if the event lacks it.
struct Names {
  std::string_view type;
  std::string_view source;
  std::string_view data_schema;
};
/// Those of an event in binary mode, and of one in structured mode.
[[nodiscard]] Names names_of(std::span<const Header> headers);
[[nodiscard]] Names names_of(const json::Node& event);

/// The URI that names a type as dataschema: its schema's $id; of a type that is declared in C++
/// "urn:thoth:TOPIC:VERSION"; else empty.
[[nodiscard]] std::string data_schema_of(const Schema& type);

/// Whether the data of an event in structured mode, if there is any, is the JSON value of its member data: not if it is
/// bytes, in data_base64, nor if datacontenttype names something else than JSON.
[[nodiscard]] bool has_json_data(const json::Node& event);

}  // namespace thoth::cloud_event
