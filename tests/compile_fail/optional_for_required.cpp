// SPDX-License-Identifier: GPL-3.0-or-later
// What may be absent is given for what must be there.
// expects: error: (could not convert|no viable conversion)
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository(const std::optional<std::string>& url) {
  return {.component_name = "cli",
#ifdef THOTH_MUST_FAIL
          .project_url = url,
#else
          .project_url = url.value(),
#endif
          .service_version = "1.0"};
}
