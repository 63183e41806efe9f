// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package version lacks its reverse solve.
struct UnrevsolvedPackage : Contents {
  Required<std::string> package_name;
  Required<std::string> package_version;

  static constexpr auto contract() {
    using M = UnrevsolvedPackage;
    return Contract{"thoth.investigator.unrevsolved-package", "v1", "A package version lacks its reverse solve",
                    Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
                    Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4")};
  }
};

}  // namespace thoth::messages
