// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package version was released on an index.
struct PackageReleased : Contents {
  Required<std::string> index_url;
  Required<std::string> package_name;
  Required<std::string> package_version;

  static constexpr auto contract() {
    using M = PackageReleased;
    return Contract{
        "thoth.package-release.package-released",
        "v1",
        "A package version was released on an index",
        Field{"index_url", &M::index_url, "URL of the index that holds the package"}.example("https://pypi.org/simple"),
        Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
        Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4")};
  }
};

}  // namespace thoth::messages
