// SPDX-License-Identifier: GPL-3.0-or-later
// Members are given by their position, after empty braces.
// expects: error: .*(explicit constructor|chosen constructor is explicit)
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository() {
#ifdef THOTH_MUST_FAIL
  return {{}, "cli", std::nullopt, "https://github.com/thoth-station/user-api", "1.0", std::nullopt};
#else
  return {
      .component_name = "cli", .project_url = "https://github.com/thoth-station/user-api", .service_version = "1.0"};
#endif
}
