// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package version has no security indicators yet.
struct SiUnanalyzedPackage : Contents {
  Required<std::string> package_name;
  Required<std::string> package_version;
  Required<std::string> index_url;

  static constexpr auto contract() {
    using M = SiUnanalyzedPackage;
    return Contract{"thoth.investigator.si-unanalyzed-package",
                    "v1",
                    "A package version has no security indicators yet",
                    Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
                    Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4"),
                    Field{"index_url", &M::index_url, "URL of the index that holds the package"}.example(
                        "https://pypi.org/simple")};
  }
};

}  // namespace thoth::messages
