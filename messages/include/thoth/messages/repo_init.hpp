// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Asks for a repository to be set up.
struct RepoInit {
  ByName by_name{};
  Required<std::string> component_name;
  std::optional<std::string> job_id{};
  Required<std::string> project_url;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = RepoInit;
    return Contract{"thoth.repo-init", "v1", "Asks for a repository to be set up",
                    field<&M::project_url>("project_url", "URL of the repository")
                        .example("https://github.com/thoth-station/user-api"),
                    field<&M::job_id>("job_id", "Identifier of the job").example("repo-init-220601120000-c5d6e7f8")};
  }
};

}  // namespace thoth::messages
