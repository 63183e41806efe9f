// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// What made Kebechet run.
struct KebechetRunUrlMetadata {
  ByName by_name{};
  std::optional<std::int64_t> message_justification{};
  std::optional<std::string> package_index{};
  std::optional<std::string> package_name{};
  std::optional<std::string> package_version{};

  static constexpr auto contract() {
    using M = KebechetRunUrlMetadata;
    return Members{
        field<&M::message_justification>("message_justification", "Number of the reason for the run").example("1"),
        field<&M::package_name>("package_name", "Name of the package on its index").example("numpy"),
        field<&M::package_version>("package_version", "Version of the package").example("1.22.4"),
        field<&M::package_index>("package_index", "URL of the index that holds the package")
            .example("https://pypi.org/simple")};
  }
};

/// Asks Kebechet to run on a repository.
struct KebechetRunUrlTrigger {
  ByName by_name{};
  Required<std::string> component_name;
  std::optional<std::string> installation_id{};
  std::optional<std::string> job_id{};
  KebechetRunUrlMetadata metadata{};
  std::optional<std::string> service_name{};
  Required<std::string> service_version;
  std::optional<std::string> url{};
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = KebechetRunUrlTrigger;
    return Contract{"thoth.kebechet-run-url-trigger",
                    "v2",
                    "Asks Kebechet to run on a repository",
                    field<&M::url>("url", "URL of the repository").example("https://github.com/thoth-station/user-api"),
                    field<&M::service_name>("service_name", "Service that hosts the repository").example("github"),
                    field<&M::installation_id>("installation_id", "Identifier of the installation on that service")
                        .example("219384"),
                    field<&M::job_id>("job_id", "Identifier of the job").example("kebechet-job-220601120000-8192a3b4"),
                    field<&M::metadata>("metadata", "What made Kebechet run")};
  }
};

}  // namespace thoth::messages
