// SPDX-License-Identifier: GPL-3.0-or-later
// Members are given in another order than the alphabetical one.
// expects: error: .*(designator order|declaration order)
// designators)
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository() {
#ifdef THOTH_MUST_FAIL
  return {
      .project_url = "https://github.com/thoth-station/user-api", .component_name = "cli", .service_version = "1.0"};
#else
  return {
      .component_name = "cli", .project_url = "https://github.com/thoth-station/user-api", .service_version = "1.0"};
#endif
}
