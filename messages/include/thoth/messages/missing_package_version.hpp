// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package version vanished from its index.
struct MissingPackageVersion : Contents {
  Required<std::string> index_url;
  Required<std::string> package_name;
  Required<std::string> package_version;

  static constexpr auto contract() {
    using M = MissingPackageVersion;
    return Contract{
        "thoth.package-update.missing-package-version",
        "v1",
        "A package version vanished from its index",
        Field{"index_url", &M::index_url, "URL of the index that holds the package"}.example("https://pypi.org/simple"),
        Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
        Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4")};
  }
};

}  // namespace thoth::messages
