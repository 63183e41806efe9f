// SPDX-License-Identifier: GPL-3.0-or-later
// Members are given by their position.
// expects: error: .*(could not convert|no viable conversion).*ByName
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository() {
#ifdef THOTH_MUST_FAIL
  return thoth::messages::RepoInit{"cli", std::nullopt, "https://github.com/thoth-station/user-api", "1.0",
                                   std::nullopt};
#else
  return {
      .component_name = "cli", .project_url = "https://github.com/thoth-station/user-api", .service_version = "1.0"};
#endif
}
