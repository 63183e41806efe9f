// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/reach.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/file_uri.hpp"

namespace thoth::json_schema {
namespace {

namespace fs = std::filesystem;

bool is_within(const fs::path& inner, const fs::path& outer) {
  const auto [end, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

/// The nearest folder, from that one up, that holds a .git, which is a file in a worktree. Without one: the current
/// folder, if that one is in it and it is not all there is; or else that one.
fs::path working_tree(const fs::path& folder) {
  std::error_code error;
  for (fs::path above = folder;; above = above.parent_path()) {
    if (fs::exists(above / ".git", error)) return above;
    if (above == above.parent_path()) break;
  }
  const fs::path current = fs::current_path(error);
  const bool is_project = !error && current.has_relative_path() && is_within(folder, current);
  return is_project ? current : folder;
}

}  // namespace

Reach::Reach(fs::path folder, const std::optional<fs::path>& root)
    : folder_(std::move(folder)), root_(root ? *root : working_tree(folder_)) {}

Reach::Found Reach::find(const fs::path& path) const {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  if (error) return {};
  if (!is_within(canonical, folder_) && !is_within(canonical, root_)) return {State::outside, {}};
  const fs::file_status status = fs::status(canonical, error);
  if (!fs::exists(status)) return {};
  if (!fs::is_regular_file(status)) return {State::irregular, {}};
  return {State::inside, canonical};
}

std::optional<NamedFile> file_named_by(const std::string& uri) {
  constexpr std::string_view scheme = "file:";
  constexpr std::string_view local = "//localhost/";
  if (!uri.starts_with(scheme)) return std::nullopt;
  std::string name = uri.substr(scheme.size());
  if (name.starts_with(local)) name.erase(2, local.size() - 3);
  const bool is_absolute = name.starts_with("///") || (name.starts_with('/') && !name.starts_with("//"));
  if (!is_absolute) name.erase(0, name.find_first_not_of('/'));
  const auto path = path_of_uri(is_absolute ? std::string(scheme) + name : "file:///" + name);
  if (!path) return std::nullopt;
  return NamedFile{is_absolute ? *path : path->relative_path(), is_absolute};
}

}  // namespace thoth::json_schema
