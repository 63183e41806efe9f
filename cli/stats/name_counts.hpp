// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace thoth::cli {

/// What records are counted by: a type and its version, or a schema's id alone.
struct Name {
  std::optional<std::string_view> name;
  std::optional<std::string_view> version;

  friend bool operator==(const Name&, const Name&) = default;
};

/// How many records have it.
struct NameCount {
  std::optional<std::string> name;
  std::optional<std::string> version;
  std::uint64_t records = 0;
};

/// Counts records by name. Memory is bounded: texts are cut at 120 bytes, and past 1,000 names new ones are counted
/// together.
class NameCounts {
 public:
  void add(const Name& name);

  /// The most frequent first.
  [[nodiscard]] std::vector<const NameCount*> sorted() const;
  /// Records of names that were too many.
  [[nodiscard]] std::uint64_t others() const { return others_; }

 private:
  std::unordered_map<std::string, NameCount> counts_;
  std::uint64_t others_ = 0;
  NameCount* last_ = nullptr;  ///< many records in a row have one name
  std::string key_;            ///< for the search, to be used again
};

}  // namespace thoth::cli
