// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Asks for the analysis of the packages in an image.
struct PackageExtractTrigger : Contents {
  Required<std::string> image;
  Required<std::string> environment_type;
  bool is_external = true;
  bool verify_tls = true;
  bool debug = false;
  std::optional<std::string> job_id{};
  std::optional<std::string> origin{};
  std::optional<std::string> registry_user{};
  std::optional<std::string> registry_password{};
  bool graph_sync = false;

  static constexpr auto contract() {
    using M = PackageExtractTrigger;
    return Contract{
        "thoth.package-extract-trigger",
        "v2",
        "Asks for the analysis of the packages in an image",
        Field{"image", &M::image, "Image to analyse"}.example("quay.io/thoth-station/user-api:v0.36.0"),
        Field{"environment_type", &M::environment_type, "Environment that the image is for"}.example("runtime"),
        Field{"is_external", &M::is_external, "Whether the image is outside the cluster"},
        Field{"verify_tls", &M::verify_tls, "Whether the registry's certificate is checked"},
        Field{"debug", &M::debug, "Whether the job runs in debug mode"},
        Field{"job_id", &M::job_id, "Identifier of the job"}.example("package-extract-220601120000-a3b4c5d6"),
        Field{"origin", &M::origin, "Where the request comes from"}.example(
            "https://github.com/thoth-station/user-api"),
        Field{"registry_user", &M::registry_user, "User of the registry"}.example("thoth"),
        Field{"registry_password", &M::registry_password, "Password for the registry", Secret::yes}.example("secret"),
        Field{"graph_sync", &M::graph_sync, "Whether the results are stored in the knowledge graph"}};
  }
};

}  // namespace thoth::messages
