// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package could not be resolved.
struct UnresolvedPackage : Contents {
  Required<std::string> package_name;
  Required<std::string> index_url;
  std::optional<std::string> package_version{};
  std::optional<std::string> solver{};

  static constexpr auto contract() {
    using M = UnresolvedPackage;
    return Contract{
        "thoth.investigator.unresolved-package",
        "v1",
        "A package could not be resolved",
        Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
        Field{"index_url", &M::index_url, "URL of the index that holds the package"}.example("https://pypi.org/simple"),
        Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4"),
        Field{"solver", &M::solver, "Name of the solver"}.example("solver-fedora-35-py39")};
  }
};

}  // namespace thoth::messages
