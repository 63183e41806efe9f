// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/official_suite.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "thoth/validation.hpp"

namespace thoth::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// A file's bytes.
std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

bool holds(const Schema& schema, const json::Node& value) {
  return validate(schema, value, {Strict::no, {}, Wire::skip}).empty();
}

OfficialSuite::OfficialSuite(fs::path folder) : folder_(std::move(folder)) {
  for (const fs::path& file : json_files(folder_ / "remotes")) {
    remotes_.push_back({fs::relative(file, folder_ / "remotes").string(), read(file)});
  }
}

std::vector<fs::path> OfficialSuite::files(std::string_view draft, Status status) const {
  const fs::path folder = folder_ / "tests" / draft;
  if (status == Status::optional) return json_files(folder / "optional");
  std::vector<fs::path> all = json_files(folder);
  std::erase_if(all, [&folder](const fs::path& file) { return file.parent_path() != folder; });
  return all;
}

bool OfficialSuite::for_each_group(std::string_view draft, const fs::path& file, const Visit& visit) const {
  const std::string text = read(file);
  const json::Parsed parsed = json::parse(text);
  if (!parsed.document) return false;
  const std::string name = std::string(draft) + '/' + fs::relative(file, folder_ / "tests" / draft).string();
  for (const json::Node& group : parsed.document->root().items) {
    visit(name + " | " + std::string(group.find("description")->text), group);
  }
  return true;
}

Result<SchemaPtr> OfficialSuite::compile(std::string_view draft, const json::Node& schema) const {
  constexpr std::string_view draft_7 = R"("$schema":"http://json-schema.org/draft-07/schema#")";
  json_schema::Documents documents;
  for (const Remote& remote : remotes_) {
    const std::string& path = remote.path;
    if (path.starts_with("draft") && !path.starts_with(std::string(draft) + '/')) continue;
    std::string text = remote.text;
    // Those that belong to no draft are of the one that is run.
    const auto first = text.find('{');
    if (draft == "draft7" && first != std::string::npos && text.find("$schema") == std::string::npos) {
      text.insert(first + 1, std::string(draft_7) + ", ");
    }
    (void)documents.add("http://localhost:1234/" + path, path, std::move(text));
  }
  std::string text;
  json::write(schema, text);
  if (draft == "draft7" && text.starts_with('{') && text.find("$schema") == std::string::npos) {
    text.insert(1, std::string(draft_7) + (text == "{}" ? "" : ","));
  }
  THOTH_TRY_ASSIGN(const auto* root, documents.add("test:/schema", "schema", std::move(text)));
  return json_schema::Compiler(documents).compile(*root, "test");
}

}  // namespace thoth::test
