// SPDX-License-Identifier: GPL-3.0-or-later
// Null is given for a required string.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository() {
  return {.component_name = "cli",
#ifdef THOTH_MUST_FAIL
          .project_url = nullptr,
#else
          .project_url = "https://github.com/thoth-station/user-api",
#endif
          .service_version = "1.0"};
}
