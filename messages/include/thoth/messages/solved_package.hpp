// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A solver has solved a package version.
struct SolvedPackage : Contents {
  Required<std::string> package_name;
  Required<std::string> package_version;
  Required<std::string> index_url;
  Required<std::string> solver;

  static constexpr auto contract() {
    using M = SolvedPackage;
    return Contract{
        "thoth.solver.solved-package",
        "v1",
        "A solver has solved a package version",
        Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
        Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4"),
        Field{"index_url", &M::index_url, "URL of the index that holds the package"}.example("https://pypi.org/simple"),
        Field{"solver", &M::solver, "Name of the solver"}.example("solver-fedora-35-py39")};
  }
};

}  // namespace thoth::messages
