// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/schema.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "json_schema/document_writer.hpp"
#include "messages/choice.hpp"
#include "messages/schema_page.hpp"
#include "output/replacement_file.hpp"
#include "program/context.hpp"
#include "program/signals.hpp"

namespace thoth::cli {
namespace {

struct SchemaFile {
  std::string name;
  std::string text;
};

Result<void> add_file(const Schema& schema, const std::string& name, std::vector<SchemaFile>& files) {
  std::string text = THOTH_TRY(json_schema_document(schema));
  files.push_back({name + ".schema.json", std::move(text)});
  return {};
}

/// A file for each type, and for its key and headers. Errors: usage (a type that no file can be made of).
Result<std::vector<SchemaFile>> schema_files(const std::vector<const Schema*>& schemas) {
  std::vector<SchemaFile> files;
  for (const Schema* schema : schemas) {
    if (schema->topic_template != nullptr) {
      return fail(ErrorCode::usage, "writing", schema->topic, "its topic is a template, which cannot name a file",
                  "name the types to write, or use --format asyncapi");
    }
    THOTH_TRY(add_file(*schema, schema->topic, files));
    if (schema->key != nullptr) THOTH_TRY(add_file(*schema->key, schema->topic + ".key", files));
    if (schema->headers != nullptr) THOTH_TRY(add_file(*schema->headers, schema->topic + ".headers", files));
  }
  return files;
}

/// Nothing is written unless all can be made. Errors: usage (a type as above; a folder that cannot be made or written
/// to), io.
Result<void> write_folder(const std::string& folder, const std::vector<const Schema*>& schemas,
                          std::chrono::milliseconds deadline_left) {
  std::optional<signals::EndAtOnce> at_once(std::in_place, deadline_left, "the schemas were complete");
  const std::vector<SchemaFile> files = THOTH_TRY(schema_files(schemas));
  at_once.reset();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::usage, "creating the folder", folder, error.message(), "name another one with --output");
  }
  for (const SchemaFile& made : files) {
    const std::string path = (std::filesystem::path(folder) / made.name).string();
    ReplacementFile file = THOTH_TRY(ReplacementFile::open(path, {"name another folder with --output", "writing"}));
    THOTH_TRY(file.write(made.text));
    THOTH_TRY(file.commit());
  }
  return {};
}

Result<std::string> schema_text(SchemaFormat format, const std::vector<const Schema*>& schemas, bool is_one) {
  if (format == SchemaFormat::asyncapi) return asyncapi_document(schemas);
  if (format == SchemaFormat::markdown) return markdown_document(schemas);
  if (format == SchemaFormat::html) return schema_page(schemas);
  return is_one ? json_schema_document(*schemas.front()) : json_schema_bundle(schemas);
}

}  // namespace

Result<ExitCode> run_messages_schema(const MessagesOptions& options, Context& context) {
  MessagesOptions wanted = options;
  wanted.all = options.types.empty();
  const std::vector<const Schema*> schemas = THOTH_TRY(chosen_types(wanted, context.types, "messages schema"));
  if (options.folder) {
    if (options.schema_format != SchemaFormat::json_schema) {
      return fail(ErrorCode::usage, "", "--output", "only --format json-schema can be written into a folder",
                  "leave --output out, and redirect standard output to a file");
    }
    THOTH_TRY(write_folder(*options.folder, schemas, context.deadline_left()));
    return ExitCode::ok;
  }
  const signals::EndAtOnce at_once(context.deadline_left(), "the output was complete");
  const std::string text = THOTH_TRY(schema_text(options.schema_format, schemas, options.types.size() == 1));
  THOTH_TRY(context.page(text));
  THOTH_TRY(context.out.flush());
  return ExitCode::ok;
}

}  // namespace thoth::cli
