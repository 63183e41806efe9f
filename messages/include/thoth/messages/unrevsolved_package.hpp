// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package version lacks its reverse solve.
struct UnrevsolvedPackage {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> package_name;
  Required<std::string> package_version;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = UnrevsolvedPackage;
    return Contract{"thoth.investigator.unrevsolved-package", "v1", "A package version lacks its reverse solve",
                    field<&M::package_name>("package_name", "Name of the package on its index").example("numpy"),
                    field<&M::package_version>("package_version", "Version of the package").example("1.22.4")};
  }
};

}  // namespace thoth::messages
