// SPDX-License-Identifier: GPL-3.0-or-later
// Tests a service's handlers without a broker. Exit code: 0 if all is as expected.
#include <cstdlib>
#include <iostream>

#include "investigator.hpp"
#include "thoth/service_bench.hpp"

using namespace thoth::messages;

bool has_failed = false;

void check(bool holds, const char* what) {
  std::cout << (holds ? "ok: " : "FAILED: ") << what << '\n';
  has_failed = has_failed || !holds;
}

int main() {
  // No broker is asked for anything.
  const auto config = thoth::kafka::Config::resolve({.properties = {"group.id=test"}});
  bool is_up = false;
  const Backend backend{.is_up = [&] { return is_up; }};
  auto service = thoth::Service::create(config.value(), {});
  add_handlers(service.value(), backend);
  thoth::ServiceBench bench(service.value());

  PackageReleased released{.component_name = "package-release",
                           .index_url = "https://pypi.org/simple",
                           .package_name = "numpy",
                           .package_version = "1.22.4",
                           .service_version = "1"};
  const auto solved = bench.deliver(released);
  check(solved.fate == thoth::Delivered::Fate::done, "a release is handled");
  check(solved.sent<SolvedPackage>().size() == 1, "and answered by one message");
  check(solved.messages.front().key == "numpy", "whose key is the package");

  released.package_version = "yanked";
  const auto yanked = bench.deliver(released);
  check(yanked.dead_letters.size() == 1, "a yanked version is a dead letter");
  check(yanked.messages.empty(), "and not answered");

  const UnresolvedPackage unresolved{.component_name = "investigator",
                                     .index_url = "https://pypi.org/simple",
                                     .package_name = "numpy",
                                     .service_version = "1"};
  check(bench.deliver(unresolved).fate == thoth::Delivered::Fate::halted, "without the backend, its topic is halted");
  is_up = true;
  check(bench.deliver(unresolved).fate == thoth::Delivered::Fate::done, "with it, the message is handled");
  return has_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
