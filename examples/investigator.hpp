// SPDX-License-Identifier: GPL-3.0-or-later
// The handlers of a service that looks into packages, for service.cpp, which runs it, and test_a_service.cpp, which
// tests it.
#pragma once

#include <functional>
#include <iostream>
#include <string>

#include "thoth/messages/missing_package.hpp"
#include "thoth/messages/package_released.hpp"
#include "thoth/messages/solved_package.hpp"
#include "thoth/messages/unresolved_package.hpp"
#include "thoth/service.hpp"

/// What the handlers work with.
struct Backend {
  std::function<bool()> is_up;  ///< whether packages can be looked up at all
};

/// Each release is answered by a message of its own; what cannot be done without the backend halts its topic.
inline void add_handlers(thoth::Service& service, const Backend& backend) {
  using namespace thoth::messages;

  service.on<PackageReleased>([](const thoth::Delivery<PackageReleased>& delivery) {
    const PackageReleased& released = delivery.message;
    if (released.package_version == "yanked") return thoth::Outcome::dead_letter("a yanked version is not solved");
    delivery.outbox.send(SolvedPackage{.component_name = "investigator",
                                       .index_url = released.index_url,
                                       .package_name = released.package_name,
                                       .package_version = released.package_version,
                                       .service_version = "1.0.0",
                                       .solver = "solver-fedora-35-py39"},
                         {.key = *released.package_name});
    return thoth::Outcome::done();
  });

  service.on<MissingPackage>([](const thoth::Delivery<MissingPackage>& delivery) {
    std::cout << "missing: " << *delivery.message.package_name << std::endl;
    return thoth::Outcome::done();
  });

  service.on<UnresolvedPackage>([&backend](const thoth::Delivery<UnresolvedPackage>& delivery) {
    if (!backend.is_up()) return thoth::Outcome::halt("the backend is down");
    std::cout << "unresolved: " << *delivery.message.package_name << std::endl;
    return thoth::Outcome::done();
  });

  service.sends<SolvedPackage>();  // for its AsyncAPI document
}
