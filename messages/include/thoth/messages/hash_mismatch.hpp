// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// The hashes of a package version's artifacts differ from those on the index.
struct HashMismatch {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> index_url;
  Required<std::vector<std::string>> missing_from_database;
  Required<std::vector<std::string>> missing_from_source;
  Required<std::string> package_name;
  Required<std::string> package_version;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = HashMismatch;
    return Contract{
        "thoth.package-update.hash-mismatch",
        "v1",
        "The hashes of a package version's artifacts differ from those on the index",
        field<&M::index_url>("index_url", "URL of the index that holds the package").example("https://pypi.org/simple"),
        field<&M::package_name>("package_name", "Name of the package on its index").example("numpy"),
        field<&M::package_version>("package_version", "Version of the package").example("1.22.4"),
        field<&M::missing_from_source>("missing_from_source", "Hashes that the index lacks")
            .example(R"(["sha256:0f4d6c9b2f0d5a1f6f2f4a7a1c4e3b7d8e9fa0b1c2d3e4f5a6b7c8d9eafb0c1d"])"),
        field<&M::missing_from_database>("missing_from_database", "Hashes that the database lacks")
            .example(R"(["sha256:9b1d2e3f4a5b6c7d8e9fa0b1c2d3e4f5a6b7c8d9eafb0c1d2e3f4a5b6c7d8e9f"])")};
  }
};

}  // namespace thoth::messages
