#include "json_schema/document_writer.hpp"

#include <fmt/format.h>

#include "json/pretty.hpp"
#include "json_schema/member_rows.hpp"
#include "thoth/json.hpp"
#include "thoth/json_schema.hpp"
#include "thoth/topic_template.hpp"
#include "thoth/version.hpp"

namespace thoth {
namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";

std::string pretty(const std::string& text) {
  std::string out;
  json::append_pretty(text, 0, out);
  return out + '\n';
}

/// `"NAME":VALUE` with a comma before it unless it is the first of its object.
void append_member(std::string_view name, std::string_view value, std::string& out) {
  if (!out.empty()) out += ',';
  out += json::written_string(name) + ':';
  out += value;
}

std::string reference(std::string_view to) {
  return fmt::format(R"({{"$ref":{}}})", json::written_string(to));
}

/// The parts of an AsyncAPI document that a type adds something to, as the inside of objects.
struct Parts {
  std::string channels;
  std::string operations;
  std::string messages;
  std::string schemas;
};

/// What AsyncAPI's components may be called, for a topic, or a template of topics.
std::string component_name(const Schema& schema) {
  std::string name = schema.topic;
  std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
  return name;
}

std::string described(const TopicParameter& parameter) {
  std::string members;
  std::string values;
  for (const std::string& value : parameter.values) values += (values.empty() ? "" : ",") + json::written_string(value);
  if (!values.empty()) append_member("enum", '[' + values + ']', members);
  if (!parameter.example.empty()) append_member("default", json::written_string(parameter.example), members);
  return '{' + members + '}';
}

/// The parameters of a template of topics, as a channel's member; empty for the name of one topic.
std::string parameters(const Schema& schema) {
  if (schema.topic_template == nullptr) return "";
  std::string all;
  for (const TopicParameter& parameter : schema.topic_template->parameters()) {
    append_member(parameter.name, described(parameter), all);
  }
  return ",\"parameters\":{" + all + '}';
}

/// A payload that says more than draft 7 can names its dialect: AsyncAPI's own schemas are draft 7.
std::string payload(const Schema& schema) {
  std::string to = reference("#/components/schemas/" + component_name(schema));
  if (is_draft_7(schema)) return to;
  return fmt::format(R"({{"schemaFormat":"application/schema+json;version=2020-12","schema":{}}})", to);
}

Result<void> append_type(const Schema& schema, Parts& parts) {
  const std::string component = component_name(schema);
  THOTH_TRY_ASSIGN(const std::string text, write_json_schema(schema, "#/components/schemas/" + component));
  append_member(component, text, parts.schemas);

  const std::string description =
      schema.description.empty() ? "" : ",\"description\":" + json::written_string(schema.description);
  append_member(component,
                fmt::format(R"({{"name":{}{},"contentType":"application/json","payload":{}}})",
                            json::written_string(schema.topic), description, payload(schema)),
                parts.messages);
  append_member(component,
                fmt::format(R"({{"address":{}{}{},"messages":{{"contents":{}}}}})", json::written_string(schema.topic),
                            parameters(schema), description, reference("#/components/messages/" + component)),
                parts.channels);
  for (const char* const action : {"send", "receive"}) {
    append_member(
        fmt::format("{}.{}", action, component),
        fmt::format(R"({{"action":"{}","channel":{},"messages":[{}]}})", action, reference("#/channels/" + component),
                    reference("#/channels/" + component + "/messages/contents")),
        parts.operations);
  }
  return {};
}

/// Text within a row of a table.
std::string in_cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

/// What a heading of that text is linked by, as GitHub and GitLab make it.
std::string anchor(std::string_view heading) {
  std::string out;
  for (const char c : heading) {
    if (c == '.') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace

Result<std::string> json_schema_document(const Schema& schema) {
  THOTH_TRY_ASSIGN(const std::string text, write_json_schema(schema));
  return pretty(fmt::format(R"({{"$schema":"{}",{})", dialect, text.substr(1)));
}

Result<std::string> json_schema_bundle(const std::vector<const Schema*>& schemas) {
  std::string definitions;
  for (const Schema* schema : schemas) {
    THOTH_TRY_ASSIGN(const std::string text, write_json_schema(*schema, "#/$defs/" + schema->topic));
    append_member(schema->topic, text, definitions);
  }
  return pretty(fmt::format(R"({{"$schema":"{}","$defs":{{{}}}}})", dialect, definitions));
}

Result<std::string> asyncapi_document(const std::vector<const Schema*>& schemas) {
  Parts parts;
  for (const Schema* schema : schemas) THOTH_TRY(append_type(*schema, parts));
  return pretty(
      fmt::format(R"({{"asyncapi":"3.0.0","info":{{"title":"Message types that thoth-msg knows","version":"{}"}},)"
                  R"("defaultContentType":"application/json","channels":{{{}}},"operations":{{{}}},)"
                  R"("components":{{"messages":{{{}}},"schemas":{{{}}}}}}})",
                  version, parts.channels, parts.operations, parts.messages, parts.schemas));
}

std::string markdown_document(const std::vector<const Schema*>& schemas) {
  std::string out = "# Message types\n\n| Base topic name | Version | Description |\n| --- | --- | --- |\n";
  for (const Schema* schema : schemas) {
    out += fmt::format("| [{0}](#{1}) | {2} | {3} |\n", schema->topic, anchor(schema->topic), schema->version,
                       in_cell(schema->description));
  }
  for (const Schema* schema : schemas) {
    out += fmt::format("\n## {}\n\n", schema->topic);
    if (!schema->description.empty()) out += fmt::format("{}\n\n", schema->description);
    out += "| Member | Type | Presence | Description |\n| --- | --- | --- | --- |\n";
    for (const std::vector<std::string>& row : member_rows(*schema)) {
      out += fmt::format("| `{}` | {} | {} | {} |\n", row[0], in_cell(row[1]), in_cell(row[2]), in_cell(row[3]));
    }
  }
  return out;
}

}  // namespace thoth
