// SPDX-License-Identifier: GPL-3.0-or-later
// A required member is left out.
// expects: error: .*(Required.* is private|has private default constructor)
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository() {
  return {.component_name = "cli",
#ifndef THOTH_MUST_FAIL
          .project_url = "https://github.com/thoth-station/user-api",
#endif
          .service_version = "1.0"};
}
