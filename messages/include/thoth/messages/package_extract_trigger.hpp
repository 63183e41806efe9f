// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Asks for the analysis of the packages in an image.
struct PackageExtractTrigger {
  ByName by_name{};
  Required<std::string> component_name;
  bool debug = false;
  Required<std::string> environment_type;
  bool graph_sync = false;
  Required<std::string> image;
  bool is_external = true;
  std::optional<std::string> job_id{};
  std::optional<std::string> origin{};
  std::optional<std::string> registry_password{};
  std::optional<std::string> registry_user{};
  Required<std::string> service_version;
  bool verify_tls = true;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = PackageExtractTrigger;
    return Contract{
        "thoth.package-extract-trigger",
        "v2",
        "Asks for the analysis of the packages in an image",
        field<&M::image>("image", "Image to analyse").example("quay.io/thoth-station/user-api:v0.36.0"),
        field<&M::environment_type>("environment_type", "Environment that the image is for").example("runtime"),
        field<&M::is_external>("is_external", "Whether the image is outside the cluster"),
        field<&M::verify_tls>("verify_tls", "Whether the registry's certificate is checked"),
        field<&M::debug>("debug", "Whether the job runs in debug mode"),
        field<&M::job_id>("job_id", "Identifier of the job").example("package-extract-220601120000-a3b4c5d6"),
        field<&M::origin>("origin", "Where the request comes from")
            .example("https://github.com/thoth-station/user-api"),
        field<&M::registry_user>("registry_user", "User of the registry").example("thoth"),
        field<&M::registry_password>("registry_password", "Password for the registry", Secret::yes).example("secret"),
        field<&M::graph_sync>("graph_sync", "Whether the results are stored in the knowledge graph")};
  }
};

}  // namespace thoth::messages
