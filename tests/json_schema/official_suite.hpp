// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"

namespace thoth::test {

/// The official JSON Schema test suite.
class OfficialSuite {
 public:
  enum class Status { required, optional };

  explicit OfficialSuite(std::filesystem::path folder);

  static constexpr std::string_view drafts[] = {"draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"};

  /// The files with tests, in order. Each holds an array of groups.
  [[nodiscard]] std::vector<std::filesystem::path> files(std::string_view draft, Status status) const;
  /// Hands over each group of a file, and its title, DRAFT/FILE | GROUP. False if the file is no JSON.
  using Visit = std::function<void(const std::string& title, const json::Node& group)>;
  [[nodiscard]] bool for_each_group(std::string_view draft, const std::filesystem::path& file,
                                    const Visit& visit) const;
  /// A group's schema. Documents for which the suite wants a server stand beside it; they are handed over, for nothing
  /// is fetched.
  [[nodiscard]] Result<SchemaPtr> compile(std::string_view draft, const json::Node& schema) const;

 private:
  /// A document that the suite wants a server for, by its path there.
  struct Remote {
    std::string path;
    std::string text;
  };

  std::filesystem::path folder_;
  std::vector<Remote> remotes_;
};

/// Whether a value is valid under a schema, formats aside.
[[nodiscard]] bool holds(const Schema& schema, const json::Node& value);

}  // namespace thoth::test
