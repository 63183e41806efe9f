// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Says whether a package version has a source distribution.
struct UpdateProvidesSourceDistro : Contents {
  Required<std::string> package_name;
  Required<std::string> package_version;
  Required<std::string> index_url;
  Required<bool> value;

  static constexpr auto contract() {
    using M = UpdateProvidesSourceDistro;
    return Contract{
        "thoth.update-provides-source-distro",
        "v1",
        "Says whether a package version has a source distribution",
        Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
        Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4"),
        Field{"index_url", &M::index_url, "URL of the index that holds the package"}.example("https://pypi.org/simple"),
        Field{"value", &M::value, "Whether the package version has a source distribution"}.example("true")};
  }
};

}  // namespace thoth::messages
