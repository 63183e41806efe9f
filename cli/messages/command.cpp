// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/command.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include "program/options.hpp"

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
    "  thoth-msg messages example --all > messages_to_be_sent.json\n"
    "  thoth-msg messages example thoth.repo-init --count 1000 > many.ndjson\n"
    "  thoth-msg messages example thoth.repo-init --count 20 --seed 7 --invalid\n";

constexpr const char* group_examples =
    "  thoth-msg messages show thoth.solver.solved-package\n"
    "  thoth-msg messages example --all > messages_to_be_sent.json\n"
    "  thoth-msg messages schema -f asyncapi > asyncapi.json\n";

void add_format(CLI::App& command, MessagesOptions& options) {
  add_choice<ListFormat>(command, "-f,--format", options.format,
                         {{"text", ListFormat::text}, {"json", ListFormat::json}}, "Output format [default: text]");
}

void add_strict(CLI::App& command, MessagesOptions& options) {
  add_switch(command, "--strict", options.strict, "Exit 2 if a schema of a catalog cannot be loaded");
}

}  // namespace

MessagesParsers setup_messages(CLI::App& app, MessagesOptions& options) {
  CLI::App* group = app.add_subcommand("messages", "List, show, export and compare message types; make examples");
  group->footer(group_examples);
  const CLI::App* const list = add_command(*group, "list", "List message types: base topic name, version, description",
                                           [&options](CLI::App& command) {
                                             add_format(command, options);
                                             add_strict(command, options);
                                             command.footer(list_examples);
                                           });
  const CLI::App* const show =
      add_command(*group, "show", "Show the members of message types", [&options](CLI::App& command) {
        add_arguments(command, "TYPE", options.types, "TYPE", "Base topic names, or unique ends of them");
        add_switch(command, "--all", options.all, "All known message types");
        add_format(command, options);
        add_strict(command, options);
        command.footer(show_examples);
      });
  const CLI::App* const example =
      add_command(*group, "example", "Write a valid message file, to edit and send", [&options](CLI::App& command) {
        add_arguments(command, "TYPE", options.types, "TYPE", "Base topic names, or unique ends of them");
        add_switch(command, "--all", options.all, "All known message types");
        constexpr Bounds any{0, std::numeric_limits<std::int64_t>::max()};
        add_number(command, "--count", options.count, {1, any.max},
                   "Generate N random messages of each type, one per line");
        add_number(command, "--seed", options.seed, any,
                   "Random seed; the same seed always gives the same messages [default: 0]");
        add_switch(command, "--invalid", options.invalid,
                   "Generate invalid messages: each breaks exactly one rule of its contents, key or headers, named in "
                   "its member "
                   "violations");
        add_strict(command, options);
        command.footer(example_examples);
      });
  const CLI::App* const schema = add_command(
      *group, "schema", "Write message types as JSON Schema, AsyncAPI, Markdown or HTML",
      [&options](CLI::App& command) {
        add_arguments(command, "TYPE", options.types, "TYPE",
                      "Base topic names, or unique ends of them [default: all known types]");
        add_choice<SchemaFormat>(
            command, "-f,--format", options.schema_format,
            {{"json-schema", SchemaFormat::json_schema},
             {"asyncapi", SchemaFormat::asyncapi},
             {"markdown", SchemaFormat::markdown},
             {"html", SchemaFormat::html}},
            "JSON Schema 2020-12, AsyncAPI 3.0 as JSON, Markdown tables, or a page of HTML [default: json-schema]");
        add_text(
            command, "--output", options.folder, "FOLDER",
            "Write TOPIC.schema.json for each type into a folder that --catalog can read, instead of one document to "
            "standard output");
        add_strict(command, options);
        command.footer(schema_examples);
      });
  return {list, show, example, schema};
}

}  // namespace thoth::cli
