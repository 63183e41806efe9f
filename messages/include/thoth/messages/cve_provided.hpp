// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// A vulnerability is known for a package version.
struct CveProvided {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> index_url;
  Required<std::string> package_name;
  Required<std::string> package_version;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = CveProvided;
    return Contract{"thoth.cve-update.cve-provided",
                    "v1",
                    "A vulnerability is known for a package version",
                    field<&M::package_name>("package_name", "Name of the package on its index").example("numpy"),
                    field<&M::package_version>("package_version", "Version of the package").example("1.22.4"),
                    field<&M::index_url>("index_url", "URL of the index that holds the package")
                        .example("https://pypi.org/simple")};
  }
};

}  // namespace thoth::messages
