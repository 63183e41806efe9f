#include "thoth/catalog_file.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "contract/base_topic.hpp"
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
  return fail(ErrorCode::usage, "reading the catalog", file.string(), "its name is none that Kafka takes for a topic",
              "1 to 249 letters, digits, dots, underscores and hyphens, then .schema.json, .json, .yaml or .yml");
}

Result<std::vector<SchemaPtr>> compile_all(const fs::path& folder, const std::vector<fs::path>& files) {
  json_schema::Documents documents(folder);
  // All of them first, so that each finds the others by their $id.
  std::vector<const json_schema::Resource*> roots;
  for (const fs::path& file : files) {
    THOTH_TRY_ASSIGN(const json_schema::Resource* const root, documents.read(file));
    roots.push_back(root);
  }
  std::vector<SchemaPtr> schemas;
  std::map<std::string, fs::path> topics;
  for (std::size_t i = 0; i < files.size(); ++i) {
    THOTH_TRY_ASSIGN(const std::string topic, topic_of(files[i]));
    const auto [known, is_new] = topics.emplace(topic, files[i]);
    if (!is_new) {
      return fail(ErrorCode::usage, "reading the catalog", files[i].string(),
                  "its topic is " + topic + ", and so is that of " + known->second.string(), "rename one of them");
    }
    THOTH_TRY_ASSIGN(SchemaPtr schema, json_schema::Compiler(documents).compile(*roots[i], topic));
    schemas.push_back(std::move(schema));
  }
  return schemas;
}

}  // namespace

Result<void> add_catalog_file(Catalog& catalog, const std::string& path) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  // A file that is a link is known by the link's name.
  const fs::path file = fs::absolute(path).lexically_normal();
  const fs::path folder = fs::canonical(is_folder ? file : file.parent_path(), error);
  if (error) return unreadable(path, error);
  if (!fs::exists(path)) return unreadable(path, std::make_error_code(std::errc::no_such_file_or_directory));
  std::vector<fs::path> files{folder / file.filename()};
  if (is_folder) {
    THOTH_TRY_ASSIGN(files, schema_files(folder));
  }
  THOTH_TRY_ASSIGN(const std::vector<SchemaPtr> schemas, compile_all(folder, files));
  for (const SchemaPtr& schema : schemas) catalog.add(schema);
  return {};
}

}  // namespace thoth
