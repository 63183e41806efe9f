// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Says whether a package version has a source distribution.
struct UpdateProvidesSourceDistro {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> index_url;
  Required<std::string> package_name;
  Required<std::string> package_version;
  Required<std::string> service_version;
  Required<bool> value;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = UpdateProvidesSourceDistro;
    return Contract{
        "thoth.update-provides-source-distro",
        "v1",
        "Says whether a package version has a source distribution",
        field<&M::package_name>("package_name", "Name of the package on its index").example("numpy"),
        field<&M::package_version>("package_version", "Version of the package").example("1.22.4"),
        field<&M::index_url>("index_url", "URL of the index that holds the package").example("https://pypi.org/simple"),
        field<&M::value>("value", "Whether the package version has a source distribution").example("true")};
  }
};

}  // namespace thoth::messages
