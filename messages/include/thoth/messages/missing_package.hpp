// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package vanished from its index.
struct MissingPackage {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> index_url;
  Required<std::string> package_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = MissingPackage;
    return Contract{
        "thoth.package-update.missing-package", "v1", "A package vanished from its index",
        field<&M::index_url>("index_url", "URL of the index that holds the package").example("https://pypi.org/simple"),
        field<&M::package_name>("package_name", "Name of the package on its index").example("numpy")};
  }
};

}  // namespace thoth::messages
