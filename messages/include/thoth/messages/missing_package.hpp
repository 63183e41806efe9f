// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A package vanished from its index.
struct MissingPackage : Contents {
  Required<std::string> index_url;
  Required<std::string> package_name;

  static constexpr auto contract() {
    using M = MissingPackage;
    return Contract{
        "thoth.package-update.missing-package", "v1", "A package vanished from its index",
        Field{"index_url", &M::index_url, "URL of the index that holds the package"}.example("https://pypi.org/simple"),
        Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy")};
  }
};

}  // namespace thoth::messages
