#pragma once

#include <filesystem>
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

  explicit OfficialSuite(std::filesystem::path folder) : folder_(std::move(folder)) {}

  static constexpr std::string_view drafts[] = {"draft7", "draft2020-12"};

  /// The files with tests, in order. Each holds an array of groups.
  [[nodiscard]] std::vector<std::filesystem::path> files(std::string_view draft, Status status) const;
  /// DRAFT/FILE.
  [[nodiscard]] std::string name(std::string_view draft, const std::filesystem::path& file) const;
  /// A group's schema. Documents for which the suite wants a server stand beside it; they are handed over, for nothing
  /// is fetched.
  [[nodiscard]] Result<SchemaPtr> compile(std::string_view draft, const json::Node& schema) const;

 private:
  std::filesystem::path folder_;
};

/// A file's bytes.
[[nodiscard]] std::string read(const std::filesystem::path& path);

}  // namespace thoth::test
