// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// What made Kebechet run.
struct KebechetRunUrlMetadata {
  std::optional<std::int64_t> message_justification{};
  std::optional<std::string> package_name{};
  std::optional<std::string> package_version{};
  std::optional<std::string> package_index{};

  static constexpr auto contract() {
    using M = KebechetRunUrlMetadata;
    return Members{
        Field{"message_justification", &M::message_justification, "Number of the reason for the run"}.example("1"),
        Field{"package_name", &M::package_name, "Name of the package on its index"}.example("numpy"),
        Field{"package_version", &M::package_version, "Version of the package"}.example("1.22.4"),
        Field{"package_index", &M::package_index, "URL of the index that holds the package"}.example(
            "https://pypi.org/simple")};
  }
};

/// Asks Kebechet to run on a repository.
struct KebechetRunUrlTrigger : Contents {
  std::optional<std::string> url{};
  std::optional<std::string> service_name{};
  std::optional<std::string> installation_id{};
  std::optional<std::string> job_id{};
  KebechetRunUrlMetadata metadata{};

  static constexpr auto contract() {
    using M = KebechetRunUrlTrigger;
    return Contract{
        "thoth.kebechet-run-url-trigger",
        "v2",
        "Asks Kebechet to run on a repository",
        Field{"url", &M::url, "URL of the repository"}.example("https://github.com/thoth-station/user-api"),
        Field{"service_name", &M::service_name, "Service that hosts the repository"}.example("github"),
        Field{"installation_id", &M::installation_id, "Identifier of the installation on that service"}.example(
            "219384"),
        Field{"job_id", &M::job_id, "Identifier of the job"}.example("kebechet-job-220601120000-8192a3b4"),
        Field{"metadata", &M::metadata, "What made Kebechet run"}};
  }
};

}  // namespace thoth::messages
