// SPDX-License-Identifier: GPL-3.0-or-later
// A message is made without any member.
// expects: error: .*(deleted function|implicitly-deleted default constructor)
#include "thoth/messages/repo_init.hpp"

thoth::messages::RepoInit repository() {
#ifdef THOTH_MUST_FAIL
  thoth::messages::RepoInit message;
#else
  thoth::messages::RepoInit message{
      .component_name = "cli", .project_url = "https://github.com/thoth-station/user-api", .service_version = "1.0"};
#endif
  return message;
}
