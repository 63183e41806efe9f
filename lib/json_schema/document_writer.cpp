// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/document_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/terminal_text.hpp"
#include "json/pretty.hpp"
#include "json/writer.hpp"
#include "json_schema/member_rows.hpp"
#include "thoth/json_schema.hpp"
#include "thoth/topic_template.hpp"
#include "thoth/version.hpp"

namespace thoth {
namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";

std::string pretty(const std::string& text) {
  std::string out;
  json::append_pretty_safely(text, 0, out, json::Colours::no);
  return out + '\n';
}

void write_reference(std::string_view to, json::Writer& out) {
  out.begin_object().member("$ref", to).end_object();
}

/// What AsyncAPI's components may be called, for a topic, or a template of topics.
std::string component_name(const Schema& schema) {
  std::string name = schema.topic;
  std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
  return name;
}

void write_description(const Schema& schema, json::Writer& out) {
  if (!schema.description.empty()) out.member("description", schema.description);
}

/// The parameters of a template of topics, as a channel's member; nothing for the name of one topic.
void write_parameters(const Schema& schema, json::Writer& out) {
  if (schema.topic_template == nullptr) return;
  out.key("parameters").begin_object();
  for (const TopicParameter& parameter : schema.topic_template->parameters()) {
    out.key(parameter.name).begin_object();
    if (!parameter.values.empty()) {
      out.key("enum").begin_array();
      for (const std::string& value : parameter.values) out.value(value);
      out.end_array();
    }
    if (!parameter.example.empty()) out.member("default", parameter.example);
    out.end_object();
  }
  out.end_object();
}

/// A type as a document tells of it: which channel it is in, and what is done with it there.
struct Channel {
  const Schema* type;
  std::string name;  ///< among AsyncAPI's components
  std::string address;
  std::vector<const char*> actions;
};

void write_channel(const Channel& channel, json::Writer& out) {
  out.key(channel.name).begin_object().member("address", channel.address);
  write_parameters(*channel.type, out);
  write_description(*channel.type, out);
  out.key("messages").begin_object().key("contents");
  write_reference("#/components/messages/" + channel.name, out);
  out.end_object().end_object();
}

void write_operations(const Channel& channel, json::Writer& out) {
  for (const char* const action : channel.actions) {
    out.key(fmt::format("{}.{}", action, channel.name)).begin_object().member("action", action).key("channel");
    write_reference("#/channels/" + channel.name, out);
    out.key("messages").begin_array();
    write_reference("#/channels/" + channel.name + "/messages/contents", out);
    out.end_array().end_object();
  }
}

/// A part of a type that has a schema of its own.
struct Part {
  const Schema* schema;
  std::string name;  ///< among AsyncAPI's components
};

std::vector<Part> parts_of(const Schema& type, const std::string& name) {
  std::vector<Part> parts{{&type, name}};
  if (type.headers != nullptr) parts.push_back({type.headers.get(), name + ".headers"});
  if (type.key != nullptr) parts.push_back({type.key.get(), name + ".key"});
  return parts;
}

/// A schema that says more than draft 7 can names its dialect: AsyncAPI's own schemas are draft 7.
void write_part(std::string_view member, const Schema& schema, const std::string& name, json::Writer& out) {
  const std::string to = "#/components/schemas/" + name;
  out.key(member);
  if (is_draft_7(schema)) return write_reference(to, out);
  out.begin_object().member("schemaFormat", "application/schema+json;version=2020-12").key("schema");
  write_reference(to, out);
  out.end_object();
}

void write_message(const Schema& schema, const std::string& name, json::Writer& out) {
  out.key(name).begin_object().member("name", schema.topic);
  write_description(schema, out);
  out.member("contentType", "application/json");
  if (schema.headers != nullptr) write_part("headers", *schema.headers, name + ".headers", out);
  write_part("payload", schema, name, out);
  if (schema.key != nullptr) {
    out.key("bindings").begin_object().key("kafka").begin_object();
    write_part("key", *schema.key, name + ".key", out);
    out.end_object().end_object();
  }
  out.end_object();
}

/// Members of the object `at`, whose values are the JSON Schemas of the type's parts. Errors: usage.
Result<void> write_schemas(const Schema& type, const std::string& name, const std::string& at, json::Writer& out) {
  for (const Part& part : parts_of(type, name)) {
    const std::string text = THOTH_TRY(write_json_schema(*part.schema, at + part.name));
    out.member(part.name, json::Raw{text});
  }
  return {};
}

/// Text within a row of a table.
std::string in_cell(std::string_view text) {
  std::string out;
  for (const char c : folded_line(text)) {
    if (c == '|' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// What a heading of that text is linked by, as GitHub and GitLab make it.
std::string anchor(std::string_view heading) {
  std::string out;
  for (const char c : terminal_line(heading)) {
    if (c == '.') continue;
    out += lower_case(c);
  }
  return out;
}

}  // namespace

Result<std::string> json_schema_document(const Schema& schema) {
  const std::string text = THOTH_TRY(write_json_schema(schema));
  std::string document = "{\"$schema\":" + json::written_string(dialect);
  if (text != "{}") document += ',';
  return pretty(document.append(text, 1));
}

Result<std::string> json_schema_bundle(const std::vector<const Schema*>& schemas) {
  std::string document;
  json::Writer out(document);
  out.begin_object().member("$schema", dialect).key("$defs").begin_object();
  for (const Schema* schema : schemas) THOTH_TRY(write_schemas(*schema, schema->topic, "#/$defs/", out));
  out.end_object().end_object();
  return pretty(document);
}

namespace {

Result<std::string> write_asyncapi(std::string_view title, std::string_view of_version,
                                   const std::vector<Channel>& channels) {
  std::string document;
  json::Writer out(document);
  out.begin_object().member("asyncapi", "3.0.0").key("info").begin_object();
  out.member("title", title).member("version", of_version).end_object();
  out.member("defaultContentType", "application/json").key("channels").begin_object();
  for (const Channel& channel : channels) write_channel(channel, out);
  out.end_object().key("operations").begin_object();
  for (const Channel& channel : channels) write_operations(channel, out);
  out.end_object().key("components").begin_object().key("messages").begin_object();
  for (const Channel& channel : channels) write_message(*channel.type, channel.name, out);
  out.end_object().key("schemas").begin_object();
  for (const Channel& channel : channels) {
    THOTH_TRY(write_schemas(*channel.type, channel.name, "#/components/schemas/", out));
  }
  out.end_object().end_object().end_object();
  return pretty(document);
}

}  // namespace

Result<std::string> asyncapi_document(const std::vector<const Schema*>& schemas) {
  std::vector<Channel> channels;
  channels.reserve(schemas.size());
  for (const Schema* schema : schemas) {
    channels.push_back({schema, component_name(*schema), schema->topic, {"send", "receive"}});
  }
  return write_asyncapi("Message types that thoth-msg knows", version, channels);
}

Result<std::string> asyncapi_document(std::string_view title, std::string_view of_version,
                                      const std::vector<UsedType>& types) {
  std::vector<Channel> channels;
  for (const UsedType& used : types) {
    Channel channel{used.type, component_name(*used.type), used.address, {}};
    const auto is_same = [&channel](const Channel& other) { return other.name == channel.name; };
    if (std::ranges::any_of(channels, is_same)) channel.name += "." + used.type->version;
    if (used.is_sent) channel.actions.push_back("send");
    if (used.is_received) channel.actions.push_back("receive");
    channels.push_back(std::move(channel));
  }
  return write_asyncapi(title, of_version, channels);
}

std::string markdown_document(const std::vector<const Schema*>& schemas) {
  std::string out = "# Message types\n\n| Base topic name | Version | Description |\n| --- | --- | --- |\n";
  for (const Schema* schema : schemas) {
    out += fmt::format("| [{0}](#{1}) | {2} | {3} |\n", terminal_line(schema->topic), anchor(schema->topic),
                       in_cell(schema->version), in_cell(schema->description));
  }
  for (const Schema* schema : schemas) {
    out += fmt::format("\n## {}\n\n", terminal_line(schema->topic));
    if (!schema->description.empty()) out += fmt::format("{}\n\n", terminal_lines(schema->description));
    out += "| Member | Type | Presence | Description |\n| --- | --- | --- | --- |\n";
    for (const std::vector<std::string>& row : member_rows(*schema)) {
      out += fmt::format("| `{}` | {} | {} | {} |\n", terminal_line(row[0]), in_cell(row[1]), in_cell(row[2]),
                         in_cell(row[3]));
    }
  }
  return out;
}

}  // namespace thoth
