#include "commands/messages.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "builtin_types.hpp"
#include "context.hpp"
#include "options.hpp"
#include "pretty_json.hpp"
#include "table.hpp"
#include "thoth/example.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

constexpr const char* list_examples =
    "  thoth-msg messages list\n"
    "  thoth-msg messages list -f json\n";
constexpr const char* show_examples =
    "  thoth-msg messages show thoth.solver.solved-package\n"
    "  thoth-msg messages show -f json thoth.kebechet-run-url-trigger\n";
constexpr const char* example_examples =
    "  thoth-msg messages example thoth.solver.solved-package\n"
    "  thoth-msg messages example --all > messages_to_be_sent.json\n";

/// The schemas asked for, in the order asked. Errors: usage.
Result<std::vector<const Schema*>> chosen(const MessagesOptions& options, std::string_view command) {
  std::vector<const Schema*> schemas;
  const Catalog& catalog = builtin_types();
  if (options.all) {
    for (const SchemaPtr& schema : catalog.schemas()) schemas.push_back(schema.get());
    return schemas;
  }
  for (const std::string& type : options.types) {
    const Schema* schema = catalog.find(type);
    if (schema == nullptr) {
      const auto near = catalog.nearest_topic(type);
      return fail(ErrorCode::usage, "looking up", type, "there is no such message type",
                  near ? fmt::format("did you mean {}?", *near) : "see thoth-msg messages list");
    }
    schemas.push_back(schema);
  }
  if (schemas.empty()) {
    return fail(ErrorCode::usage, "", std::string(command), "no message type is named",
                "name one or more, see thoth-msg messages list");
  }
  return schemas;
}

void append_string(std::string_view text, std::string& out) {
  json::write_string(text, out);
}

bool has_members(const Rule& rule) {
  return rule.types.has(Type::object) && !rule.properties.empty();
}

/// "a string or null" without its article, as a table has it.
std::string types_text(TypeSet types) {
  std::string text = describe(types);
  for (const std::string_view article : {"a ", "an "}) {
    if (text.starts_with(article)) return text.substr(article.size());
  }
  return text;
}

std::string type_text(const Schema& schema, const Rule& rule) {
  const std::string text = types_text(rule.types);
  return rule.items ? fmt::format("{} of {}", text, types_text(schema.rules[*rule.items].types)) : text;
}

std::string presence_text(const Property& property) {
  return property.presence == Presence::required ? "required" : "default " + property.default_json;
}

void add_members(const Schema& schema, const Rule& rule, const std::string& prefix,
                 std::vector<std::vector<std::string>>& rows) {
  for (const Property& property : rule.properties) {
    const Rule& of_value = schema.rules[property.rule];
    const bool nested = has_members(of_value);
    rows.push_back(
        {prefix + property.name, type_text(schema, of_value),
         nested && property.presence == Presence::defaulted ? "default: see its members" : presence_text(property),
         property.description + (property.secret == Secret::yes ? " (secret)" : "")});
    if (nested) add_members(schema, of_value, prefix + property.name + '.', rows);
  }
}

void append_types(const Rule& rule, std::string& out) {
  const std::pair<Type, const char*> names[] = {
      {Type::null, "null"},     {Type::boolean, "boolean"}, {Type::integer, "integer"}, {Type::number, "number"},
      {Type::string, "string"}, {Type::array, "array"},     {Type::object, "object"}};
  out += '[';
  const char* separator = "";
  for (const auto& known : names) {
    if (!rule.types.has(known.first)) continue;
    out += fmt::format("{}\"{}\"", separator, known.second);
    separator = ",";
  }
  out += ']';
}

void append_rule(const Schema& schema, const Rule& rule, std::string& out);

void append_members(const Schema& schema, const Rule& rule, std::string& out) {
  out += ",\"members\":[";
  const char* separator = "";
  for (const Property& property : rule.properties) {
    out += separator;
    separator = ",";
    out += "{\"name\":";
    append_string(property.name, out);
    out += ",\"types\":";
    append_rule(schema, schema.rules[property.rule], out);
    out += fmt::format(",\"required\":{}", property.presence == Presence::required);
    if (property.presence == Presence::defaulted) out += ",\"default\":" + property.default_json;
    out += fmt::format(R"(,"secret":{},"description":)", property.secret == Secret::yes);
    append_string(property.description, out);
    out += '}';
  }
  out += ']';
}

/// Types of a value, and what it is made of.
void append_rule(const Schema& schema, const Rule& rule, std::string& out) {
  append_types(rule, out);
  if (rule.items) {
    out += R"(,"items":{"types":)";
    append_rule(schema, schema.rules[*rule.items], out);
    out += '}';
  }
  if (has_members(rule)) append_members(schema, rule, out);
}

void append_heading(const Schema& schema, std::string& out) {
  out += "{\"topic_name\":";
  append_string(schema.topic, out);
  out += ",\"version\":";
  append_string(schema.version, out);
  out += ",\"description\":";
  append_string(schema.description, out);
}

std::string shown_as_json(const Schema& schema) {
  std::string text;
  append_heading(schema, text);
  append_members(schema, schema.root(), text);
  text += '}';
  std::string pretty;
  append_pretty(text, 0, pretty);
  return pretty + '\n';
}

std::string shown_as_text(const Schema& schema) {
  std::vector<std::vector<std::string>> rows{{"MEMBER", "TYPE", "PRESENCE", "DESCRIPTION"}};
  add_members(schema, schema.root(), "", rows);
  return fmt::format("{} {}\n{}\n\n{}", schema.topic, schema.version, schema.description, table(rows));
}

void add_format(CLI::App& command, MessagesOptions& options) {
  add_choice<ListFormat>(command, "-f,--format", options.format,
                         {{"text", ListFormat::text}, {"json", ListFormat::json}},
                         "A table for people, or JSON (text)");
}

}  // namespace

MessagesParsers setup_messages(CLI::App& app, MessagesOptions& options) {
  CLI::App* group = app.add_subcommand("messages", "Show the message types that are known");
  group->footer(std::string(list_examples) + show_examples + example_examples);
  CLI::App* list = group->add_subcommand("list", "List the message types: base topic name, version, description");
  add_format(*list, options);
  list->footer(list_examples);
  CLI::App* show = group->add_subcommand("show", "Show the members of message types");
  add_arguments(*show, "TYPE", options.types, "TYPE", "Base topic names");
  add_switch(*show, "--all", options.all, "All known message types");
  add_format(*show, options);
  show->footer(show_examples);
  CLI::App* example = group->add_subcommand("example", "Write a message file that validates, to edit and send");
  add_arguments(*example, "TYPE", options.types, "TYPE", "Base topic names");
  add_switch(*example, "--all", options.all, "All known message types");
  example->footer(example_examples);
  return {list, show, example};
}

Result<ExitCode> run_messages_list(const MessagesOptions& options, Context& context) {
  std::vector<std::vector<std::string>> rows{{"TOPIC NAME", "VERSION", "DESCRIPTION"}};
  std::string json = "[";
  for (const SchemaPtr& schema : builtin_types().schemas()) {
    rows.push_back({schema->topic, schema->version, schema->description});
    if (json.size() > 1) json += ',';
    append_heading(*schema, json);
    json += '}';
  }
  json += ']';
  std::string out;
  if (options.format == ListFormat::json) {
    append_pretty(json, 0, out);
    out += '\n';
  } else {
    out = table(rows);
  }
  THOTH_TRY(context.out.write(out));
  return ExitCode::ok;
}

Result<ExitCode> run_messages_show(const MessagesOptions& options, Context& context) {
  THOTH_TRY_ASSIGN(const std::vector<const Schema*> schemas, chosen(options, "messages show"));
  const char* separator = "";
  for (const Schema* schema : schemas) {
    if (options.format == ListFormat::json) {
      THOTH_TRY(context.out.write(shown_as_json(*schema)));
      continue;
    }
    THOTH_TRY(context.out.write(separator + shown_as_text(*schema)));
    separator = "\n";
  }
  return ExitCode::ok;
}

Result<ExitCode> run_messages_example(const MessagesOptions& options, Context& context) {
  THOTH_TRY_ASSIGN(const std::vector<const Schema*> schemas, chosen(options, "messages example"));
  std::string file = "[";
  for (const Schema* schema : schemas) {
    file += file.size() > 1 ? ",{\"topic_name\":" : "{\"topic_name\":";
    append_string(schema->topic, file);
    file += ",\"message_contents\":" + example(*schema) + '}';
  }
  file += ']';
  std::string out;
  append_pretty(file, 0, out);
  THOTH_TRY(context.out.write(out + '\n'));
  return ExitCode::ok;
}

}  // namespace thoth::cli
