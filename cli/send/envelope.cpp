// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/envelope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "base/content_type.hpp"
#include "base/cut_text.hpp"
#include "base/schema_frame.hpp"
#include "base/utc_text.hpp"
#include "base/utf8.hpp"
#include "contract/format.hpp"
#include "file/entry_writer.hpp"
#include "json/writer.hpp"
#include "send/message.hpp"

namespace thoth::cli {
namespace {

using cloud_event::Mode;

/// The first time that RFC 3339 cannot write, in milliseconds since the epoch: the year 10000.
constexpr std::int64_t end_of_time = 253'402'300'800'000;
/// Digits of the highest number that an entry can have.
constexpr std::size_t most_digits = std::numeric_limits<std::uint64_t>::digits10 + 1;

/// Whether an event gets that attribute. An empty value of a header says nothing of it.
bool is_made(std::string_view attribute) {
  return attribute != "subject" && cloud_event::find_attribute(attribute) != nullptr;
}

bool is_attribute(const Header& header) {
  return header.key.starts_with(cloud_event::header_prefix);
}

/// Lower-case letters and digits: the names that the specification allows.
bool is_attribute_name(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// What a violation says that a text of a format is.
std::string_view words_for(Format format) {
  if (format == Format::date_time) return "an RFC 3339 time such as 2026-11-24T10:00:00Z";
  return format == Format::uri ? "an absolute URI" : "a URI reference such as /shop";
}

/// What an attribute should have in place of a value that the specification does not allow; none if it does. An empty
/// one says nothing.
std::optional<std::string_view> expected_instead(std::string_view name, const std::string& value) {
  if (!utf8::is_valid(value) || utf8::has_control(value)) return "text in UTF-8 without control characters";
  if (value.empty()) return std::nullopt;
  if (name == "specversion" && value != cloud_event::spec_version) return cloud_event::spec_version;
  const cloud_event::Attribute* const known = cloud_event::find_attribute(name);
  const bool is_right = known == nullptr || !known->format || has_format(value, *known->format);
  return is_right ? std::nullopt : std::optional(words_for(*known->format));
}

/// A URI reference of a component's name: what is not unreserved in RFC 3986 is percent-encoded.
std::string source_of(std::string_view component) {
  std::string source = "/";
  for (const char c : component) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '.' || c == '_' || c == '~';
    if (is_plain) {
      source += c;
    } else {
      source += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return source;
}

/// The contents of a value if they are JSON, also after a schema registry's frame.
json::Parsed parsed_contents(const Outgoing& outgoing) {
  std::string_view contents = *outgoing.message.value;
  if (outgoing.form == file::ValueForm::bytes) {
    contents = split_frame(FramedPart::value, contents, outgoing.message.headers).contents;
  }
  return json::parse(contents);
}

/// The frame that says of a value's first bytes, or of all of it, what an event around it would not be.
SchemaFrame frame_of(const Outgoing& outgoing) {
  if (!outgoing.frame.empty()) return {Framing::prefix, outgoing.frame, {}};
  const std::string* const header = find_schema_header(FramedPart::value, outgoing.message.headers);
  return header != nullptr ? SchemaFrame{Framing::header, *header, {}} : SchemaFrame{};
}

/// Whether a header is a content type of events, in whatever format.
bool names_events(const Header& header) {
  if (!header.value || !names_content_type(header.key)) return false;
  const auto media_type = media_type_of(*header.value);
  return media_type && media_type->starts_with("application/cloudevents");
}

}  // namespace

std::optional<Violation> attribute_violation(const Header& header) {
  if (header.value && names_content_type(header.key) && !media_type_of(*header.value)) {
    return Violation{Code::entry_shape,
                     "/headers",
                     {},
                     fmt::format("a media type such as application/json for {}", header.key),
                     utf8::is_valid(*header.value) ? fmt::format("\"{}\"", shorten(*header.value)) : "other bytes",
                     {}};
  }
  if (!is_attribute(header)) return std::nullopt;
  const std::string_view name = std::string_view(header.key).substr(cloud_event::header_prefix.size());
  Violation violation{Code::entry_shape, "/headers", {}, {}, fmt::format("\"{}\"", header.key), {}};
  if (name == "datacontenttype") {
    violation.expected = "the data's media type in the header content-type";
  } else if (!is_attribute_name(name) || name == "data") {
    violation.expected = "after ce_ the name of an attribute of a CloudEvent: lower-case letters and digits, not data";
  } else if (const auto expected = header.value ? expected_instead(name, *header.value) : std::nullopt) {
    violation.expected = fmt::format("{} for {}", *expected, header.key);
    const bool is_shown = is_made(name) && utf8::is_valid(*header.value);
    violation.found = is_shown ? fmt::format("\"{}\"", shorten(*header.value)) : "other bytes";
  } else {
    return std::nullopt;
  }
  return violation;
}

void Envelope::wrap(Outgoing& outgoing, const Schema* type) {
  kafka::Message& message = outgoing.message;
  const Headers& own = outgoing.entry->headers;
  const bool is_event = cloud_event::has_required(own) || std::any_of(own.begin(), own.end(), names_events);
  if (!message.value || is_event) return;
  const json::Parsed parsed = parsed_contents(outgoing);
  const json::Node* const contents = parsed.document ? &parsed.document->root() : nullptr;
  if (contents != nullptr && cloud_event::is_event(*contents)) {
    return name_event(message);
  }
  if (!may_be_wrapped(outgoing)) return;
  take_headers(outgoing, contents, type);
  outgoing.growth = most_digits - std::to_string(outgoing.entry->number).size();
  const bool is_json = outgoing.form == file::ValueForm::contents || (contents != nullptr && parsed.violations.empty());
  rules_.mode == Mode::binary ? wrap_binary(outgoing, is_json) : wrap_structured(outgoing, is_json);
}

/// Adds the header that tells an event in structured mode.
void Envelope::name_event(kafka::Message& message) {
  headers_.assign(message.headers.begin(), message.headers.end());
  const auto is_content_type = [](const Header& one) { return names_content_type(one.key); };
  if (std::any_of(headers_.begin(), headers_.end(), is_content_type)) return;
  headers_.push_back(
      {std::string(cloud_event::content_type_header), std::string(cloud_event::structured_content_type)});
  message.headers = headers_;
}

bool Envelope::may_be_wrapped(Outgoing& outgoing) const {
  for (const Header& header : outgoing.message.headers) {
    if (auto violation = attribute_violation(header)) outgoing.violations.push_back(std::move(*violation));
  }
  const SchemaFrame frame = frame_of(outgoing);
  if (rules_.mode == Mode::structured && frame.is_there()) {
    outgoing.violations.push_back(
        {Code::entry_shape,
         "",
         {},
         "a value without a schema registry's frame, which a structured CloudEvent cannot have",
         fmt::format("one of schema {}", frame.schema()),
         "send it with --cloudevents binary"});
  }
  return outgoing.violations.empty();
}

/// Sorts headers into attributes and others. A content type of events says nothing of the data.
void Envelope::take_headers(Outgoing& outgoing, const json::Node* contents, const Schema* type) {
  make_attributes(outgoing, contents, type);
  others_.clear();
  content_type_.reset();
  for (const Header& header : outgoing.message.headers) {
    if (is_attribute(header)) {
      const auto name = std::string_view(header.key).substr(cloud_event::header_prefix.size());
      if (header.value) take_attribute(name, *header.value);
    } else if (!names_events(header)) {
      if (header.value && names_content_type(header.key)) content_type_ = header.value;
      others_.push_back(header);
    }
  }
  std::erase_if(attributes_, [](const Header& one) { return is_made(one.key) && one.value->empty(); });
}

void Envelope::make_attributes(const Outgoing& outgoing, const json::Node* contents, const Schema* type) {
  const json::Node* const component = contents == nullptr ? nullptr : contents->find("component_name");
  const bool names_component =
      component != nullptr && component->kind == json::Kind::string && !component->text.empty();
  const std::int64_t time = outgoing.message.timestamp.value_or(rules_.time ? *rules_.time : milliseconds_now());
  attributes_ = {
      {"specversion", std::string(cloud_event::spec_version)},
      {"id", fmt::format("{}-{}", rules_.run, outgoing.entry->number)},
      {"source", source_of(names_component ? component->text : std::string_view(rules_.component))},
      {"type", std::string(outgoing.base_topic)},
      {"time", time < end_of_time ? utc_text(time) : ""},
      {"dataschema", type == nullptr ? "" : cloud_event::data_schema_of(*type)},
  };
}

/// What a header says replaces what was made, and the last header of a name those before it.
void Envelope::take_attribute(std::string_view name, const std::string& value) {
  if (value.empty() && cloud_event::find_attribute(name) != nullptr) return;
  const auto same =
      std::find_if(attributes_.begin(), attributes_.end(), [&](const Header& one) { return one.key == name; });
  if (same != attributes_.end()) {
    same->value = value;
  } else {
    attributes_.push_back({std::string(name), value});
  }
}

void Envelope::wrap_binary(Outgoing& outgoing, bool is_json) {
  headers_.clear();
  for (Header& attribute : attributes_) {
    headers_.push_back({std::string(cloud_event::header_prefix) + attribute.key, std::move(attribute.value)});
  }
  if (is_json && !content_type_)
    headers_.push_back({std::string(cloud_event::content_type_header), "application/json"});
  std::move(others_.begin(), others_.end(), std::back_inserter(headers_));
  outgoing.message.headers = headers_;
}

/// Data is JSON in an event where all of the value is, and nothing else is said of it; contents of another media type
/// are text, and other bytes are base64.
void Envelope::wrap_structured(Outgoing& outgoing, bool is_json) {
  kafka::Message& message = outgoing.message;
  const bool is_text = outgoing.form == file::ValueForm::contents;
  const bool is_whole = is_text || !split_frame(FramedPart::value, *message.value).is_there();
  const bool is_json_data = is_json && is_whole && (!content_type_ || names_json(*content_type_));
  value_.clear();
  json::Writer event(value_);
  event.begin_object();
  // Canonical text, which is the same when it is read and sent again.
  const auto write = [&event](std::string_view name, std::string_view text) {
    event.member(name, json::Raw{json::written_string(text)});
  };
  for (const Header& attribute : attributes_) write(attribute.key, *attribute.value);
  if (content_type_ || is_json_data) write("datacontenttype", content_type_.value_or("application/json"));
  if (is_json_data && !is_text) {
    std::string data;
    json::write(json::parse(*message.value).document->root(), data);
    event.member("data", json::Raw{data});
  } else if (is_json_data) {
    event.member("data", json::Raw{*message.value});
  } else if (is_text) {
    write("data", *message.value);
  } else {
    file::write_base64_member("data", *message.value, event);
  }
  event.end_object();
  headers_.assign({{std::string(cloud_event::content_type_header), std::string(cloud_event::structured_content_type)}});
  for (Header& header : others_) {
    if (!names_content_type(header.key)) headers_.push_back(std::move(header));
  }
  message.headers = headers_;
  message.value = value_;
  message.payload = kafka::Payload::copy;
  outgoing.form = file::ValueForm::contents;
}

}  // namespace thoth::cli
