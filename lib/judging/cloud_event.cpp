// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/cloud_event.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/content_type.hpp"

namespace thoth::cloud_event {
namespace {

/// Whether `has` is true of each required attribute's name.
template <class Has>
bool has_all_required(const Has& has) {
  return std::all_of(attributes.begin(), attributes.end(),
                     [&](const Attribute& one) { return one.presence == Presence::optional || has(one.name); });
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

const Attribute* find_attribute(std::string_view name) {
  const auto* const found =
      std::find_if(attributes.begin(), attributes.end(), [name](const Attribute& one) { return one.name == name; });
  return found == attributes.end() ? nullptr : found;
}

const std::string* attribute(std::span<const Header> headers, std::string_view name) {
  const auto found = std::find_if(headers.rbegin(), headers.rend(), [&](const Header& header) {
    return header.value && header.key.starts_with(header_prefix) && header.key.substr(header_prefix.size()) == name;
  });
  return found == headers.rend() ? nullptr : &*found->value;
}

Mode mode_of(std::span<const Header> headers) {
  if (headers.empty()) return Mode::none;
  const std::string type = content_type_of(headers).media_type;
  if (type == "application/cloudevents" || type == "application/cloudevents+json") return Mode::structured;
  const auto has = [&](std::string_view name) { return attribute(headers, name) != nullptr; };
  return has("specversion") || (has("id") && has("source") && has("type")) ? Mode::binary : Mode::none;
}

bool has_required(std::span<const Header> headers) {
  return has_all_required([&](std::string_view name) {
    const std::string* const value = attribute(headers, name);
    return value != nullptr && !value->empty();
  });
}

bool is_event(const json::Node& value) {
  return value.kind == json::Kind::object &&
         has_all_required([&](std::string_view name) { return !text_of(value, name).empty(); });
}

bool may_tell_of_event(std::string_view text) {
  // Names may be escaped, and content types are in any case.
  constexpr std::array<std::string_view, 4> signs{"specversion", "\"ce_", "\\u", "/cloudevents"};
  return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) {
    return std::search(text.begin(), text.end(), sign.begin(), sign.end(),
                       [](char c, char of_sign) { return lower_case(c) == of_sign; }) != text.end();
  });
}

Names names_of(std::span<const Header> headers) {
  return {text_of(headers, "type"), text_of(headers, "source"), text_of(headers, "dataschema")};
}

Names names_of(const json::Node& event) {
  return {text_of(event, "type"), text_of(event, "source"), text_of(event, "dataschema")};
}

std::string data_schema_of(const Schema& type) {
  if (!type.id.empty() || type.origin == Origin::user_defined) return type.id;
  return "urn:thoth:" + type.topic + (type.version.empty() ? "" : ':' + type.version);
}

bool has_json_data(const json::Node& event) {
  if (event.find("data_base64") != nullptr) return false;
  const std::string_view content_type = text_of(event, "datacontenttype");
  return content_type.empty() || names_json(content_type);
}

}  // namespace thoth::cloud_event
