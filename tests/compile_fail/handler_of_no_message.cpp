// SPDX-License-Identifier: GPL-3.0-or-later
// A service's handler is for a type without a contract.
// expects: error: static assertion failed: thoth: a message type|error: static_assert failed.*thoth: a message type
#include "thoth/messages/package_released.hpp"
#include "thoth/service.hpp"

struct NoMessage {};

void add_handler(thoth::Service& service) {
#ifdef THOTH_MUST_FAIL
  using M = NoMessage;
#else
  using M = thoth::messages::PackageReleased;
#endif
  service.on<M>([](const thoth::Delivery<M>&) { return thoth::Outcome::done(); });
}
