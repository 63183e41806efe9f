// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/catalog_file.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "contract/base_topic.hpp"
#include "json_schema/async_api.hpp"
#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"

namespace thoth {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unreadable(const fs::path& path, const std::error_code& error) {
  return fail(ErrorCode::usage, "reading the catalog", path.string(), error.message());
}

bool is_hidden(const fs::path& path) {
  return path.filename().native().starts_with('.');
}

/// The schema files of a folder and of those in it, by path.
Result<std::vector<fs::path>> schema_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    if (is_hidden(path)) {
      if (entries->is_directory()) entries.disable_recursion_pending();
    } else if ((path.extension() == ".json" || json_schema::is_yaml(path)) && entries->is_regular_file()) {
      files.push_back(path);
    }
  }
  if (error) return unreadable(folder, error);
  if (files.empty()) {
    return fail(ErrorCode::usage, "reading the catalog", folder.string(),
                "there is no *.json, *.yaml or *.yml file in it", "name a JSON Schema file, or a folder of them");
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> topic_of(const fs::path& file) {
  std::string name = file.filename().string();
  for (const std::string_view ending : {".schema.json", ".schema.yaml", ".schema.yml", ".json", ".yaml", ".yml"}) {
    if (!name.ends_with(ending)) continue;
    name.resize(name.size() - ending.size());
    break;
  }
  if (contract::is_topic(name)) return name;
  return fail(ErrorCode::usage, "reading the catalog", file.string(), "its name is not a valid Kafka topic name",
              "1 to 249 letters, digits, dots, underscores and hyphens, then .schema.json, .json, .yaml or .yml");
}

/// What the files of a catalog declare.
class Reading {
 public:
  explicit Reading(const fs::path& folder) : documents_(folder) {}

  Result<void> read(const std::vector<fs::path>& files) {
    // All of them first, so that each finds the others by their $id.
    std::vector<std::pair<fs::path, const json_schema::Resource*>> schemas;
    std::vector<std::pair<fs::path, const json_schema::Resource*>> async_apis;
    for (const fs::path& file : files) {
      THOTH_TRY_ASSIGN(const json_schema::Resource* const root, documents_.read(file));
      (json_schema::is_async_api(*root->root.node) ? async_apis : schemas).emplace_back(file, root);
    }
    for (const auto& [file, root] : async_apis) THOTH_TRY(add_async_api(file, *root));
    for (const auto& [file, root] : schemas) {
      // What AsyncAPI documents are put together of is no type of its own.
      if (documents_.is_part_of_async_api(*root)) continue;
      THOTH_TRY_ASSIGN(std::string topic, topic_of(file));
      THOTH_TRY_ASSIGN(SchemaPtr schema, json_schema::Compiler(documents_).compile(*root, std::move(topic)));
      THOTH_TRY(add(file, std::move(schema)));
    }
    return {};
  }

  [[nodiscard]] const std::vector<SchemaPtr>& schemas() const { return schemas_; }
  [[nodiscard]] std::vector<std::string>& notes() { return notes_; }

 private:
  Result<void> add_async_api(const fs::path& file, const json_schema::Resource& root) {
    json_schema::AsyncApi document(documents_, root);
    THOTH_TRY_ASSIGN(const std::vector<SchemaPtr> declared, document.read());
    for (const SchemaPtr& schema : declared) THOTH_TRY(add(file, schema));
    if (std::string add = document.not_validated(); !add.empty()) notes_.push_back(std::move(add));
    return {};
  }

  Result<void> add(const fs::path& file, SchemaPtr schema) {
    const auto [known, is_new] = topics_.emplace(schema->topic, file);
    if (!is_new) {
      return fail(ErrorCode::usage, "reading the catalog", file.string(),
                  "its topic " + schema->topic + " is also that of " + known->second.string(), "rename one of them");
    }
    schemas_.push_back(std::move(schema));
    return {};
  }

  json_schema::Documents documents_;
  std::map<std::string, fs::path> topics_;
  std::vector<SchemaPtr> schemas_;
  std::vector<std::string> notes_;
};

}  // namespace

Result<std::vector<std::string>> add_catalog_file(Catalog& catalog, const std::string& path) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  // A file that is a link is known by the link's name.
  const fs::path file = fs::absolute(path, error).lexically_normal();
  if (error) return unreadable(path, error);
  const fs::path folder = fs::canonical(is_folder ? file : file.parent_path(), error);
  if (error) return unreadable(path, error);
  if (!fs::exists(path)) return unreadable(path, std::make_error_code(std::errc::no_such_file_or_directory));
  std::vector<fs::path> files{folder / file.filename()};
  if (is_folder) {
    THOTH_TRY_ASSIGN(files, schema_files(folder));
  }
  Reading reading(folder);
  THOTH_TRY(reading.read(files));
  for (const SchemaPtr& schema : reading.schemas()) catalog.add(schema);
  return std::move(reading.notes());
}

}  // namespace thoth
