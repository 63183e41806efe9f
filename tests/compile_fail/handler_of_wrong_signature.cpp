// SPDX-License-Identifier: GPL-3.0-or-later
// A service's handler takes another type than it is given for.
// expects: error: no matching (member )?function
#include "thoth/messages/package_released.hpp"
#include "thoth/messages/solved_package.hpp"
#include "thoth/service.hpp"

void add_handler(thoth::Service& service) {
#ifdef THOTH_MUST_FAIL
  using Given = thoth::messages::SolvedPackage;
#else
  using Given = thoth::messages::PackageReleased;
#endif
  service.on<thoth::messages::PackageReleased>([](const thoth::Delivery<Given>&) { return thoth::Outcome::done(); });
}
