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

/// What a schema of a draft says of itself, where the suite leaves that out.
std::string_view schema_member(std::string_view draft) {
  if (draft == "draft4") return R"("$schema":"http://json-schema.org/draft-04/schema#")";
  if (draft == "draft6") return R"("$schema":"http://json-schema.org/draft-06/schema#")";
  if (draft == "draft7") return R"("$schema":"http://json-schema.org/draft-07/schema#")";
  return draft == "draft2019-09" ? R"("$schema":"https://json-schema.org/draft/2019-09/schema")" : "";
}

/// The text of a schema of that draft.
std::string of_draft(std::string_view draft, std::string text) {
  const std::string_view member = schema_member(draft);
  const auto first = text.find_first_not_of(" \n");
  if (member.empty() || first == std::string::npos || text[first] != '{' ||
      text.find("\"$schema\"") != std::string::npos) {
    return text;
  }
  const bool is_empty = text[text.find_first_not_of(" \n", first + 1)] == '}';
  return text.insert(first + 1, std::string(member) + (is_empty ? "" : ","));
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
  std::string text;
  json::write(schema, text);
  json_schema::Documents documents;
  for (const Remote& remote : remotes_) {
    // Those of other drafts matter to what refers to them; those that belong to no draft are of the one that is run.
    const std::string folder = remote.path.substr(0, remote.path.find('/') + 1);
    const bool of_draft_alone = folder.starts_with("draft");
    if (of_draft_alone && folder != std::string(draft) + '/' && text.find('/' + folder) == std::string::npos) continue;
    (void)documents.add("http://localhost:1234/" + remote.path, remote.path,
                        of_draft(of_draft_alone ? folder.substr(0, folder.size() - 1) : draft, remote.text));
  }
  text = of_draft(draft, std::move(text));
  const auto* root = THOTH_TRY(documents.add("test:/schema", "schema", std::move(text)));
  return json_schema::Compiler(documents).compile(*root, "test");
}

}  // namespace thoth::test
