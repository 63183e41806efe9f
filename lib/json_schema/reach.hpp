// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace thoth::json_schema {

/// The files that a catalog's references may lead to: those in its folder, and those in the folder that bounds them,
/// such as the working tree. Links count as what they lead to.
class Reach {
 public:
  /// No file at all.
  Reach() = default;
  /// `folder` is the catalog's. `root`: the folder that bounds references; none: the nearest folder above with .git in
  /// it; without one, the current folder if the catalog is in it, or else the catalog's own. Both are canonical paths.
  explicit Reach(std::filesystem::path folder, const std::optional<std::filesystem::path>& root = std::nullopt);

  enum class State : std::uint8_t { inside, outside, missing, irregular };
  struct Found {
    State state = State::missing;
    std::filesystem::path path;  ///< canonical, if it is inside
  };
  /// Looks a file up. Whether one outside exists is not said. What is no regular file, such as a pipe, is irregular.
  [[nodiscard]] Found find(const std::filesystem::path& path) const;

  [[nodiscard]] bool empty() const { return folder_.empty(); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const std::filesystem::path& root() const { return root_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path root_;
};

/// What a file URI names.
struct NamedFile {
  std::filesystem::path path;
  bool is_absolute = true;  ///< no: "file:a.json", or "file://a.json", which takes a name for a host
};

/// None for a URI of another kind. `uri` has no fragment.
[[nodiscard]] std::optional<NamedFile> file_named_by(const std::string& uri);

}  // namespace thoth::json_schema
