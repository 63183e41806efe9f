// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/cloud_event.hpp"

#include <algorithm>
#include <array>

namespace thoth::cloud_event {
namespace {

constexpr std::array<std::string_view, 4> required_attributes{"specversion", "id", "source", "type"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_but_for_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

/// A media type in lower case without its parameters.
std::string media_type(std::string_view text) {
  text = text.substr(0, text.find(';'));
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::string type(text);
  std::transform(type.begin(), type.end(), type.begin(), lower);
  return type;
}

bool is_json(std::string_view content_type) {
  const std::string type = media_type(content_type);
  return type == "application/json" || type == "text/json" || type.ends_with("+json");
}

/// The value of the last header of that attribute; null if there is none.
const std::string* attribute(std::span<const Header> headers, std::string_view name) {
  const auto found = std::find_if(headers.rbegin(), headers.rend(), [&](const Header& header) {
    return header.value && header.key.starts_with(header_prefix) && header.key.substr(header_prefix.size()) == name;
  });
  return found == headers.rend() ? nullptr : &*found->value;
}

std::string_view text_of(std::span<const Header> headers, std::string_view name) {
  const std::string* const text = attribute(headers, name);
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::string_view text_of(const json::Node& event, std::string_view name) {
  const json::Node* const value = event.find(name);
  return value != nullptr && value->kind == json::Kind::string ? std::string_view(value->text) : std::string_view();
}

}  // namespace

Mode mode_of(std::span<const Header> headers) {
  for (const Header& header : headers) {
    if (header.key.size() != content_type_header.size() || !header.value) continue;
    if (!same_but_for_case(header.key, content_type_header)) continue;
    const std::string type = media_type(*header.value);
    if (type == "application/cloudevents" || type == "application/cloudevents+json") return Mode::structured;
  }
  const auto has = [&](std::string_view name) { return attribute(headers, name) != nullptr; };
  return has("specversion") || (has("id") && has("source") && has("type")) ? Mode::binary : Mode::none;
}

bool is_event(const json::Node& value) {
  return value.kind == json::Kind::object &&
         std::all_of(required_attributes.begin(), required_attributes.end(),
                     [&](std::string_view name) { return !text_of(value, name).empty(); });
}

bool may_tell_of_event(std::string_view text) {
  return text.find("specversion") != std::string_view::npos || text.find("\"ce_") != std::string_view::npos;
}

DataNames data_names(std::span<const Header> headers) {
  return {text_of(headers, "type"), text_of(headers, "dataschema")};
}

DataNames data_names(const json::Node& event) {
  return {text_of(event, "type"), text_of(event, "dataschema")};
}

std::string_view source_of(std::span<const Header> headers) {
  return text_of(headers, "source");
}

std::string_view source_of(const json::Node& event) {
  return text_of(event, "source");
}

std::string data_schema_of(const Schema& type) {
  if (!type.id.empty() || type.origin == Origin::user_defined) return type.id;
  return "urn:thoth:" + type.topic + (type.version.empty() ? "" : ':' + type.version);
}

bool has_json_data(const json::Node& event) {
  if (event.find("data_base64") != nullptr) return false;
  const std::string_view content_type = text_of(event, "datacontenttype");
  return content_type.empty() || is_json(content_type);
}

}  // namespace thoth::cloud_event
