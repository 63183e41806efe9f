// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/paths.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <system_error>

#include "base/read_file.hpp"

namespace thoth::cli {
namespace {

namespace fs = std::filesystem;

bool is_message_file(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".json" || extension == ".ndjson" || extension == ".jsonl";
}

Error folder_error(const fs::path& folder, const std::error_code& error) {
  return {ErrorCode::usage, "reading the folder", folder.string(), error.message(), "check its permissions"};
}

/// Walks a folder; a folder within it that cannot be read keeps no other from being walked.
void walk(const std::string& root, FoundFiles& found) {
  std::vector<fs::path> folders{root};
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    fs::directory_iterator at(folder, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      std::error_code gone;  // what vanishes meanwhile is not there
      if (at->is_directory(gone) && !at->is_symlink(gone)) {
        folders.push_back(at->path());
      } else if (at->is_regular_file(gone) && is_message_file(at->path())) {
        found.files.push_back(at->path().string());
      }
    }
    if (error) found.errors.push_back(folder_error(folder, error));
  }
}

}  // namespace

FoundFiles message_files(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error)) return {{path}, {}};
  FoundFiles found;
  walk(path, found);
  if (found.files.empty() && found.errors.empty()) {
    found.errors.push_back({ErrorCode::usage, "reading the folder", path,
                            "it holds no *.json, *.ndjson or *.jsonl file", "name the files themselves"});
  }
  std::sort(found.files.begin(), found.files.end());
  return found;
}

Result<std::vector<std::string>> listed_paths(const std::string& path) {
  Result<std::string> content = read_file(path == "-" ? "/dev/stdin" : path);
  if (!content) {
    return fail(ErrorCode::usage, "reading the list of files", path == "-" ? "standard input" : path,
                content.error().reason, "check the path");
  }
  std::istringstream lines(*std::move(content));
  std::vector<std::string> paths;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) paths.push_back(line);
  }
  return paths;
}

}  // namespace thoth::cli
