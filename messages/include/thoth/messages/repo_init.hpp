// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// Asks for a repository to be set up.
struct RepoInit : Contents {
  Required<std::string> project_url;
  std::optional<std::string> job_id{};

  static constexpr auto contract() {
    using M = RepoInit;
    return Contract{"thoth.repo-init", "v1", "Asks for a repository to be set up",
                    Field{"project_url", &M::project_url, "URL of the repository"}.example(
                        "https://github.com/thoth-station/user-api"),
                    Field{"job_id", &M::job_id, "Identifier of the job"}.example("repo-init-220601120000-c5d6e7f8")};
  }
};

}  // namespace thoth::messages
