// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/catalog_file.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/file_uri.hpp"
#include "base/read_file.hpp"
#include "contract/base_topic.hpp"
#include "json_schema/async_api.hpp"
#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "json_schema/parts.hpp"
#include "json_schema/path_globs.hpp"
#include "json_schema/reach.hpp"
#include "json_schema/type_join.hpp"

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
Result<std::vector<fs::path>> schema_files(const fs::path& folder, const std::vector<std::string>& exclude) {
  const json_schema::PathGlobs excluded = THOTH_TRY(json_schema::PathGlobs::make(exclude));
  std::vector<fs::path> files;
  std::error_code error;
  std::error_code ignored;
  fs::recursive_directory_iterator entries(folder, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    if (is_hidden(path) || excluded.matches(path.lexically_relative(folder))) {
      if (entries->is_directory(ignored)) entries.disable_recursion_pending();
    } else if ((path.extension() == ".json" || json_schema::is_yaml(path)) && entries->is_regular_file(ignored)) {
      files.push_back(path);
    }
  }
  if (error) return unreadable(folder, error);
  if (files.empty()) {
    return fail(ErrorCode::usage, "reading the catalog", folder.string(),
                exclude.empty() ? "there is no *.json, *.yaml or *.yml file in it"
                                : "there is no *.json, *.yaml or *.yml file in it that is not excluded",
                "name a JSON Schema file, or a folder of them");
  }
  std::sort(files.begin(), files.end());
  return files;
}

constexpr std::array<std::string_view, 6> endings{".schema.json", ".schema.yaml", ".schema.yml",
                                                  ".json",        ".yaml",        ".yml"};

/// A schema file's path without .schema.json or the like.
std::string without_ending(const fs::path& file) {
  std::string name = file.string();
  for (const std::string_view ending : endings) {
    if (!name.ends_with(ending)) continue;
    name.resize(name.size() - ending.size());
    break;
  }
  return name;
}

Result<std::string> topic_of(const fs::path& file) {
  std::string name = fs::path(without_ending(file)).filename().string();
  if (contract::is_topic(name)) return name;
  return fail(ErrorCode::usage, "reading the catalog", file.string(), "its name is not a valid Kafka topic name",
              "1 to 249 letters, digits, dots, underscores and hyphens, then .schema.json, .json, .yaml or .yml");
}

/// A part of a type that is not its contents, what it is called, and how the file is named that has its schema.
struct PartKind {
  json_schema::DeclaredPart json_schema::DeclaredType::*part;
  std::string_view what;
  std::string_view ending;
};

constexpr std::array<PartKind, 2> part_kinds{PartKind{&json_schema::DeclaredType::key, "keys", ".key"},
                                             PartKind{&json_schema::DeclaredType::headers, "headers", ".headers"}};

/// Whether a file that cannot be parsed is an AsyncAPI document, so that its name is no topic's.
bool looks_like_async_api(const fs::path& file) {
  static const re2::RE2 member(R"((?:^|[{,\s])["']?asyncapi["']?\s*:)");
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return false;
  const auto text = read_file(file.string());
  return text && re2::RE2::PartialMatch(*text, member);
}

/// What the files of a catalog declare.
class Reading {
 public:
  explicit Reading(json_schema::Reach reach) : documents_(std::move(reach)), types_(documents_) {}

  /// A file that was named by itself may be a link to any place, but must be readable and give a topic.
  Result<void> read_named(const fs::path& file) {
    read(file);
    const File& only = files_.front();
    if (!only.root && only.root.error().doing == "reading") return tl::unexpected<Error>(only.root.error());
    if (only.is_async_api) return {};
    const std::string topic = THOTH_TRY(topic_of(file));
    for (const PartKind& kind : part_kinds) {
      for (const std::string_view ending : endings) {
        const fs::path part = file.parent_path() / std::string(topic).append(kind.ending).append(ending);
        std::error_code error;
        if (ending.starts_with(".schema") && fs::is_regular_file(part, error)) read(part);
      }
    }
    return {};
  }

  /// All of them first, so that each finds the others by their $id.
  void read_all(const std::vector<fs::path>& files) {
    for (const fs::path& file : files) {
      if (documents_.reach().find(file).state == json_schema::Reach::State::outside) {
        files_.push_back({file, outside(file), false});
      } else {
        read(file);
      }
    }
  }

  CatalogReport declare() {
    std::vector<const json_schema::Resource*> async_apis;
    for (const File& file : files_) {
      if (!file.is_async_api) continue;
      if (file.root) async_apis.push_back(*file.root);
      declare_channels(file);
    }
    const auto parts = json_schema::parts_of(async_apis, documents_);
    for (const File& file : files_) {
      if (!file.is_async_api) by_name_.emplace(without_ending(file.path), &file);
    }
    for (const File& file : files_) {
      if (!file.is_async_api && !parts.contains(file_uri(file.path)) && !is_part(file)) declare_schema(file);
    }
    types_.finish();
    report_.left_out.insert(report_.left_out.end(), types_.left_out().begin(), types_.left_out().end());
    std::stable_sort(report_.left_out.begin(), report_.left_out.end(),
                     [](const LeftOutSchema& left, const LeftOutSchema& right) { return left.topic < right.topic; });
    for (const auto* const lines : {&types_.notes(), &documents_.warnings()}) {
      report_.notes.insert(report_.notes.end(), lines->begin(), lines->end());
    }
    return std::move(report_);
  }

  [[nodiscard]] const std::vector<SchemaPtr>& schemas() const { return types_.schemas(); }
  /// Of AsyncAPI channels that are known by their names alone.
  [[nodiscard]] const std::vector<SchemaPtr>& channels() const { return types_.channels(); }

 private:
  struct File {
    fs::path path;
    Result<const json_schema::Resource*> root;
    bool is_async_api = false;
  };

  void read(const fs::path& file) {
    auto root = documents_.read(file);
    const bool is_async_api = root ? json_schema::is_async_api(*(*root)->root.node) : looks_like_async_api(file);
    files_.push_back({file, std::move(root), is_async_api});
  }

  [[nodiscard]] tl::unexpected<Error> outside(const fs::path& file) const {
    return fail(ErrorCode::usage, "reading the schema", file.string(),
                "it is a link that leads outside of " + documents_.reach().root().string(),
                "name a folder that holds both with --catalog-root");
  }

  void declare_channels(const File& file) {
    if (!file.root) return leave_out("", file.root.error());
    json_schema::AsyncApi document(documents_, **file.root);
    auto declared = document.read();
    if (!declared) return leave_out("", declared.error());
    for (json_schema::DeclaredType& type : *declared) types_.add(std::move(type));
    if (std::string line = document.not_validated(); !line.empty()) report_.notes.push_back(std::move(line));
  }

  void declare_schema(const File& file) {
    auto topic = topic_of(file.path);
    if (!topic) return leave_out("", topic.error());
    if (!file.root) return leave_out(*topic, file.root.error());
    const json_schema::Resource& root = **file.root;
    json_schema::DeclaredType type{
        json_schema::heading_of(root, *topic), root.root, json_schema::Payloads::schemas, {root.root}};
    for (const PartKind& kind : part_kinds) add_part(file, *topic, kind, type);
    types_.add(std::move(type));
  }

  /// TOPIC.key.schema.json beside TOPIC.schema.json says what keys of that topic are, and is no topic of its own.
  [[nodiscard]] bool is_part(const File& file) const {
    if (!file.path.stem().native().ends_with(".schema")) return false;
    const std::string name = without_ending(file.path);
    return std::any_of(part_kinds.begin(), part_kinds.end(), [&](const PartKind& kind) {
      return name.ends_with(kind.ending) && by_name_.contains(name.substr(0, name.size() - kind.ending.size()));
    });
  }

  void add_part(const File& file, const std::string& topic, const PartKind& kind, json_schema::DeclaredType& type) {
    const auto found = by_name_.find(without_ending(file.path) + std::string(kind.ending));
    if (found == by_name_.end() || !is_part(*found->second)) return;
    const File& part = *found->second;
    if (part.root) {
      (type.*kind.part).alternatives.push_back({(*part.root)->root});
      return;
    }
    report_.notes.push_back(json_schema::part_note(part.root.error(), kind.what, topic));
  }

  void leave_out(std::string topic, const Error& error) {
    report_.left_out.push_back({std::move(topic), error.subject, error.reason, error.advice});
  }

  json_schema::Documents documents_;
  json_schema::TypeJoin types_;
  std::vector<File> files_;
  std::unordered_map<std::string, const File*> by_name_;  ///< of schemas, by their paths without the ending
  CatalogReport report_;
};

/// Errors: usage (there is no such folder).
Result<std::optional<fs::path>> root_of(const CatalogOptions& options) {
  if (!options.root) return std::nullopt;
  std::error_code error;
  fs::path root = fs::canonical(*options.root, error);
  if (!error && !fs::is_directory(root, error)) error = std::make_error_code(std::errc::not_a_directory);
  if (error) return fail(ErrorCode::usage, "reading the catalog's root", *options.root, error.message());
  return root;
}

}  // namespace

Result<CatalogReport> add_catalog(Catalog& catalog, const std::string& path, const CatalogOptions& options) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  // A file that is a link is known by the link's name.
  const fs::path file = fs::absolute(path, error).lexically_normal();
  if (error) return unreadable(path, error);
  const fs::path folder = fs::canonical(is_folder ? file : file.parent_path(), error);
  if (error) return unreadable(path, error);
  if (!fs::exists(path)) return unreadable(path, std::make_error_code(std::errc::no_such_file_or_directory));
  const std::optional<fs::path> root = THOTH_TRY(root_of(options));
  Reading reading{json_schema::Reach(folder, root)};
  if (is_folder) {
    const std::vector<fs::path> files = THOTH_TRY(schema_files(folder, options.exclude));
    reading.read_all(files);
  } else {
    THOTH_TRY(reading.read_named(folder / file.filename()));
  }
  CatalogReport report = reading.declare();
  for (const SchemaPtr& schema : reading.schemas()) catalog.add(schema);
  for (const SchemaPtr& schema : reading.channels()) catalog.add_channel(schema);
  for (const LeftOutSchema& schema : report.left_out) {
    if (!schema.topic.empty()) catalog.leave_out(schema);
  }
  return report;
}

Result<std::vector<std::string>> add_catalog_file(Catalog& catalog, const std::string& path) {
  CatalogReport report = THOTH_TRY(add_catalog(catalog, path));
  std::vector<std::string> lines;
  for (const LeftOutSchema& schema : report.left_out) {
    if (schema.is_fault()) lines.push_back(schema.text());
  }
  lines.insert(lines.end(), report.notes.begin(), report.notes.end());
  return lines;
}

}  // namespace thoth
