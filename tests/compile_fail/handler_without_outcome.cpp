// SPDX-License-Identifier: GPL-3.0-or-later
// A service's handler does not say what becomes of its record.
// expects: error: no matching (member )?function
#include "thoth/messages/package_released.hpp"
#include "thoth/service.hpp"

void add_handler(thoth::Service& service) {
  using thoth::messages::PackageReleased;
#ifdef THOTH_MUST_FAIL
  service.on<PackageReleased>([](const thoth::Delivery<PackageReleased>&) {});
#else
  service.on<PackageReleased>([](const thoth::Delivery<PackageReleased>&) { return thoth::Outcome::done(); });
#endif
}
