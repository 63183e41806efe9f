// SPDX-License-Identifier: GPL-3.0-or-later
// A service that handles three message types, sends a follow-up, and halts a topic while its backend is down.
//
//     KAFKA_CONSUMER_GROUP_ID=investigator ./service             until SIGTERM or Ctrl-C
//     ./service --listen 9090                                    the same, and tells http://127.0.0.1:9090/metrics and
//     /health
//     ./service --asyncapi                                       what it receives and sends, as an AsyncAPI document
//     ./service --replay 'TOPIC[PARTITION]@OFFSET'               one record once more
//
// The backend counts as down while the file backend-is-down exists. Exit code: 0 if it ended in good order, 1 if not.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "investigator.hpp"
#include "thoth/environment.hpp"
#include "thoth/signals.hpp"
#ifdef HAS_HTTPLIB
#include "thoth/service_endpoint.hpp"
#endif

using namespace std::chrono_literals;

void print(const thoth::ServiceEvent& event) {
  std::cout << name(event.kind) << ' ' << event.topic;
  if (event.partition >= 0) std::cout << " [" << event.partition << ']';
  if (!event.reason.empty()) std::cout << ": " << event.reason;
  std::cout << std::endl;
}

/// Resumes what the handlers halted, once the backend is up again.
void watch(thoth::Service& service, const Backend& backend, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(100ms);
    if (!backend.is_up() || service.metrics().halted.empty()) continue;
    service.resume(thoth::messages::UnresolvedPackage::contract().topic());
  }
}

#ifdef HAS_HTTPLIB
using Endpoint = thoth::ServiceEndpoint;

/// Tells metrics and health on that port of this machine.
thoth::Result<Endpoint> listen(const thoth::Service& service, const std::string& port) {
  auto endpoint = Endpoint::start(service, {.port = std::atoi(port.c_str())});
  if (endpoint) std::cout << "listening on port " << endpoint->port() << std::endl;
  return endpoint;
}
#else
struct Endpoint {};

thoth::Result<Endpoint> listen(const thoth::Service&, const std::string& port) {
  return thoth::fail(thoth::ErrorCode::usage, "listening on port", port, "this program was built without cpp-httplib",
                     "install libcpp-httplib-dev and build it again");
}
#endif

thoth::Result<void> run(const std::string& mode, const std::string& argument) {
  const auto config = THOTH_TRY(thoth::kafka::Config::resolve({.environment = thoth::process_environment()}));
  const Backend backend{.is_up = [] { return !std::filesystem::exists("backend-is-down"); }};
  auto service = THOTH_TRY(thoth::Service::create(config, {.on_event = print}));
  add_handlers(service, backend);
  if (mode == "--asyncapi") {
    const std::string document = THOTH_TRY(service.asyncapi("Investigator", "1.0.0"));
    std::cout << document << '\n';
    return {};
  }
  if (mode == "--replay") return service.replay(argument, thoth::kafka::Wait::at_most(30s, &thoth::signals::stop()));
  std::optional<Endpoint> endpoint;
  if (mode == "--listen") endpoint = THOTH_TRY(listen(service, argument));
  const std::jthread watcher([&](const std::stop_token& stop) { watch(service, backend, stop); });
  const auto ended = THOTH_TRY(service.run(thoth::signals::stop_token()));
  std::cout << "finished " << ended.finished << " records" << std::endl;
  return {};
}

int main(int count, char** arguments) {
  thoth::signals::install();
  const auto ended = run(count > 1 ? arguments[1] : "", count > 2 ? arguments[2] : "");
  if (ended) return 0;
  std::cerr << "service: " << ended.error().text() << '\n';
  return 1;
}
