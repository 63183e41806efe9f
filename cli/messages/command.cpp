#include "messages/command.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <limits>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "json/pretty.hpp"
#include "json/writer.hpp"
#include "json_schema/document_writer.hpp"
#include "json_schema/member_rows.hpp"
#include "messages/samples.hpp"
#include "output/replacement_file.hpp"
#include "output/table.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "thoth/example.hpp"
#include "thoth/sampler.hpp"
#include "thoth/topic_template.hpp"
#include "thoth/validation.hpp"

namespace thoth::cli {
namespace {

constexpr const char* list_examples =
    "  thoth-msg messages list\n"
    "  thoth-msg messages list -f json\n";
constexpr const char* show_examples =
    "  thoth-msg messages show thoth.solver.solved-package\n"
    "  thoth-msg messages show -f json thoth.kebechet-run-url-trigger\n";
constexpr const char* schema_examples =
    "  thoth-msg messages schema thoth.repo-init > thoth.repo-init.schema.json\n"
    "  thoth-msg messages schema --output contracts\n"
    "  thoth-msg messages schema -f asyncapi > asyncapi.json\n";
constexpr const char* example_examples =
    "  thoth-msg messages example thoth.solver.solved-package\n"
    "  thoth-msg messages example --all > messages_to_be_sent.json\n"
    "  thoth-msg messages example --all --count 1000 | thoth-msg send --message-file -\n"
    "  thoth-msg messages example thoth.solver.solved-package --count 20 --seed 7 --invalid\n";

/// The schemas asked for, in the order asked. Errors: usage.
Result<std::vector<const Schema*>> chosen(const MessagesOptions& options, const Catalog& catalog,
                                          std::string_view command) {
  std::vector<const Schema*> schemas;
  if (options.all) {
    for (const SchemaPtr& schema : catalog.schemas()) schemas.push_back(schema.get());
    return schemas;
  }
  for (const std::string& type : options.types) {
    const Schema* schema = catalog.find(type);
    if (schema == nullptr) {
      const auto near = catalog.nearest_topic(type);
      return fail(ErrorCode::usage, "looking up", type, "no such message type",
                  near ? fmt::format("did you mean {}?", *near) : "see thoth-msg messages list");
    }
    schemas.push_back(schema);
  }
  if (schemas.empty()) {
    return fail(ErrorCode::usage, "", std::string(command), "no message type given",
                "name one or more, see thoth-msg messages list");
  }
  return schemas;
}

void write_types(const Rule& rule, json::Writer& out) {
  out.key("types").begin_array();
  for (const auto& [type, name] : type_names) {
    if (rule.types.has(type)) out.value(name);
  }
  out.end_array();
}

/// A type as JSON.
class TypeWriter {
 public:
  TypeWriter(const Schema& schema, json::Writer& out) : schema_(schema), unfolding_(schema), out_(out) {}

  void write_root() { write_members(unfolding_.members(schema_.root())); }

 private:
  void write_members(const std::vector<const Property*>& members) {
    out_.key("members").begin_array();
    for (const Property* property : members) {
      out_.begin_object().member("name", property->name);
      write_rule(schema_.rules[property->rule]);
      out_.member("required", property->presence == Presence::required);
      if (property->presence == Presence::defaulted) out_.member("default", json::Raw{property->default_json});
      out_.member("secret", property->secret == Secret::yes).member("description", property->description).end_object();
    }
    out_.end_array();
  }

  /// Types of a value, and what it is made of.
  void write_rule(const Rule& rule) {
    write_types(rule, out_);
    // Elements that hold elements of their own kind end here.
    if (rule.items && open_.insert(&rule).second) {
      out_.key("items").begin_object();
      write_rule(schema_.rules[*rule.items]);
      out_.end_object();
      open_.erase(&rule);
    }
    const std::vector<const Property*> members = unfolding_.members(rule);
    if (!members.empty()) write_members(members);
  }

  const Schema& schema_;
  Unfolding unfolding_;
  std::set<const Rule*> open_;
  json::Writer& out_;
};

void write_heading(const Schema& schema, json::Writer& out) {
  out.member("topic_name", schema.topic).member("version", schema.version).member("description", schema.description);
}

std::string shown_as_json(const Schema& schema) {
  std::string text;
  json::Writer out(text);
  out.begin_object();
  write_heading(schema, out);
  TypeWriter(schema, out).write_root();
  out.end_object();
  std::string pretty;
  json::append_pretty(text, 0, pretty);
  return pretty + '\n';
}

std::string shown_as_text(const Schema& schema) {
  std::vector<std::vector<std::string>> rows = member_rows(schema);
  rows.insert(rows.begin(), {"MEMBER", "TYPE", "PRESENCE", "DESCRIPTION"});
  std::string heading = schema.topic;
  if (!schema.version.empty()) heading += ' ' + schema.version;
  if (!schema.description.empty()) heading += '\n' + schema.description;
  return fmt::format("{}\n\n{}", heading, table(rows));
}

void add_format(CLI::App& command, MessagesOptions& options) {
  add_choice<ListFormat>(command, "-f,--format", options.format,
                         {{"text", ListFormat::text}, {"json", ListFormat::json}}, "Output format [default: text]");
}

}  // namespace

MessagesParsers setup_messages(CLI::App& app, MessagesOptions& options) {
  CLI::App* group =
      app.add_subcommand("messages", "List, show, export and compare message types; write example messages");
  group->footer(std::string(list_examples) + show_examples + example_examples + schema_examples);
  const CLI::App* const list = add_command(*group, "list", "List message types: base topic name, version, description",
                                           [&options](CLI::App& command) {
                                             add_format(command, options);
                                             command.footer(list_examples);
                                           });
  const CLI::App* const show =
      add_command(*group, "show", "Show the members of message types", [&options](CLI::App& command) {
        add_arguments(command, "TYPE", options.types, "TYPE", "Base topic names");
        add_switch(command, "--all", options.all, "All known message types");
        add_format(command, options);
        command.footer(show_examples);
      });
  const CLI::App* const example =
      add_command(*group, "example", "Write a valid message file, to edit and send", [&options](CLI::App& command) {
        add_arguments(command, "TYPE", options.types, "TYPE", "Base topic names");
        add_switch(command, "--all", options.all, "All known message types");
        constexpr Bounds any{0, std::numeric_limits<std::int64_t>::max()};
        add_number(command, "--count", options.count, {1, any.most},
                   "Generate N random messages of each type, one per line");
        add_number(command, "--seed", options.seed, any,
                   "Random seed; the same seed always gives the same messages [default: 0]");
        add_switch(command, "--invalid", options.invalid,
                   "Generate invalid messages: each breaks exactly one rule, named in its member violations");
        command.footer(example_examples);
      });
  const CLI::App* const schema = add_command(
      *group, "schema", "Write message types as JSON Schema, AsyncAPI or Markdown", [&options](CLI::App& command) {
        add_arguments(command, "TYPE", options.types, "TYPE", "Base topic names [default: all known types]");
        add_choice<SchemaFormat>(
            command, "-f,--format", options.schema_format,
            {{"json-schema", SchemaFormat::json_schema},
             {"asyncapi", SchemaFormat::asyncapi},
             {"markdown", SchemaFormat::markdown}},
            "JSON Schema 2020-12, AsyncAPI 3.0 as JSON, or Markdown tables [default: json-schema]");
        add_text(
            command, "--output", options.folder, "FOLDER",
            "Write TOPIC.schema.json for each type into a folder that --catalog can read, instead of one document to "
            "standard output");
        command.footer(schema_examples);
      });
  return {list, show, example, schema};
}

Result<ExitCode> run_messages_list(const MessagesOptions& options, Context& context) {
  std::vector<std::vector<std::string>> rows{{"TOPIC NAME", "VERSION", "DESCRIPTION"}};
  std::string json;
  json::Writer types(json);
  types.begin_array();
  for (const SchemaPtr& schema : context.types.schemas()) {
    rows.push_back({schema->topic, schema->version, schema->description});
    types.begin_object();
    write_heading(*schema, types);
    types.end_object();
  }
  types.end_array();
  std::string out;
  if (options.format == ListFormat::json) {
    json::append_pretty(json, 0, out);
    out += '\n';
  } else {
    out = table(rows);
  }
  THOTH_TRY(context.out.write(out));
  return ExitCode::ok;
}

Result<ExitCode> run_messages_show(const MessagesOptions& options, Context& context) {
  THOTH_TRY_ASSIGN(const std::vector<const Schema*> schemas, chosen(options, context.types, "messages show"));
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

namespace {

/// A schema that users bring may ask for what no example was made for: then anything that is valid is one.
Result<std::string> valid_example(const Schema& schema) {
  std::string contents = example(schema);
  const json::Parsed parsed = json::parse(contents);
  if (validate(schema, parsed.document->root()).empty()) return contents;
  return Sampler(schema, 0).valid();
}

}  // namespace

Result<ExitCode> run_messages_example(const MessagesOptions& options, Context& context) {
  THOTH_TRY_ASSIGN(const std::vector<const Schema*> schemas, chosen(options, context.types, "messages example"));
  if (options.count || options.seed || options.invalid) {
    const SamplePlan plan{static_cast<std::uint64_t>(options.count.value_or(1)),
                          static_cast<std::uint64_t>(options.seed.value_or(0)),
                          options.invalid ? Samples::broken : Samples::valid};
    THOTH_TRY(write_samples(schemas, plan, context));
    return ExitCode::ok;
  }
  std::string file;
  json::Writer entries(file);
  entries.begin_array();
  for (const Schema* schema : schemas) {
    THOTH_TRY_ASSIGN(const std::string contents, valid_example(*schema));
    entries.begin_object().member("topic_name", example_topic(*schema));
    entries.member("message_contents", json::Raw{contents}).end_object();
  }
  entries.end_array();
  std::string out;
  json::append_pretty(file, 0, out);
  THOTH_TRY(context.out.write(out + '\n'));
  return ExitCode::ok;
}

namespace {

struct SchemaFile {
  std::string name;
  std::string text;
};

/// A file for each type. Errors: usage (a type that no file can be made of).
Result<std::vector<SchemaFile>> schema_files(const std::vector<const Schema*>& schemas) {
  std::vector<SchemaFile> files;
  for (const Schema* schema : schemas) {
    if (schema->topic_template != nullptr) {
      return fail(ErrorCode::usage, "writing", schema->topic, "its topic is a template, which cannot name a file",
                  "name the types to write, or use --format asyncapi");
    }
    THOTH_TRY_ASSIGN(std::string text, json_schema_document(*schema));
    files.push_back({schema->topic + ".schema.json", std::move(text)});
  }
  return files;
}

/// Nothing is written unless all can be made. Errors: usage (a type as above; a folder that cannot be made or written
/// to), io.
Result<void> write_folder(const std::string& folder, const std::vector<const Schema*>& schemas) {
  THOTH_TRY_ASSIGN(const std::vector<SchemaFile> files, schema_files(schemas));
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::usage, "creating the folder", folder, error.message(), "name another one with --output");
  }
  for (const SchemaFile& made : files) {
    const std::string path = (std::filesystem::path(folder) / made.name).string();
    THOTH_TRY_ASSIGN(ReplacementFile file,
                     ReplacementFile::open(path, {"name another folder with --output", "writing"}));
    THOTH_TRY(file.write(made.text));
    THOTH_TRY(file.commit());
  }
  return {};
}

Result<std::string> schema_text(SchemaFormat format, const std::vector<const Schema*>& schemas, bool is_one) {
  if (format == SchemaFormat::asyncapi) return asyncapi_document(schemas);
  if (format == SchemaFormat::markdown) return markdown_document(schemas);
  return is_one ? json_schema_document(*schemas.front()) : json_schema_bundle(schemas);
}

}  // namespace

Result<ExitCode> run_messages_schema(const MessagesOptions& options, Context& context) {
  MessagesOptions wanted = options;
  wanted.all = options.types.empty();
  THOTH_TRY_ASSIGN(const std::vector<const Schema*> schemas, chosen(wanted, context.types, "messages schema"));
  if (options.folder) {
    if (options.schema_format != SchemaFormat::json_schema) {
      return fail(ErrorCode::usage, "", "--output", "only --format json-schema can be written into a folder",
                  "leave --output out, and redirect standard output to a file");
    }
    THOTH_TRY(write_folder(*options.folder, schemas));
    return ExitCode::ok;
  }
  THOTH_TRY_ASSIGN(const std::string text, schema_text(options.schema_format, schemas, options.types.size() == 1));
  THOTH_TRY(context.out.write(text));
  return ExitCode::ok;
}

}  // namespace thoth::cli
