// SPDX-License-Identifier: GPL-3.0-or-later
// A member that every message has is left out.
// expects: error: .*(Required.* is private|has private default constructor)
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository() {
  return {.component_name = "cli",
          .project_url = "https://github.com/thoth-station/user-api",
#ifndef THOTH_MUST_FAIL
          .service_version = "1.0"
#endif
  };
}
