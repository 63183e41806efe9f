// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/service_endpoint.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "running_service.hpp"

using cluster::need;
using services::comes;
using thoth::Outcome;
using thoth::Service;
using thoth::ServiceEndpoint;
using thoth::kafka::DevBroker;
using types::Asked;
using namespace std::chrono_literals;

namespace {

Service counting(const DevBroker& broker) {
  Service service = need(Service::create(services::from_beginning(broker), {.commit_interval = 50ms}));
  service.on<Asked>([](const thoth::Delivery<Asked>&) { return Outcome::done(); });
  return service;
}

httplib::Client client_of(const ServiceEndpoint& endpoint) {
  return httplib::Client("127.0.0.1", endpoint.port());
}

}  // namespace

TEST_CASE("service endpoint: metrics and health of a running service") {
  const DevBroker broker = need(DevBroker::create({1, {{"test.asked", 1}}}));
  services::ask(broker, 3);
  Service service = counting(broker);
  const ServiceEndpoint endpoint = need(ServiceEndpoint::start(service, {.port = 0}));
  httplib::Client client = client_of(endpoint);
  services::Running running(service);
  CHECK(comes([&] { return service.metrics().topics["test.asked"].done == 3; }));

  const auto metrics = client.Get("/metrics");
  REQUIRE(metrics);
  CHECK(metrics->status == 200);
  CHECK(metrics->get_header_value("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(metrics->body.find("thoth_service_records_done_total{topic=\"test.asked\"} 3\n") != std::string::npos);

  const auto good = client.Get("/health");
  REQUIRE(good);
  CHECK(good->status == 200);
  CHECK(good->body == "ok\n");
  service.halt("test.asked");
  CHECK(comes([&] { return !service.health().is_good(); }));
  const auto bad = client.Get("/health");
  REQUIRE(bad);
  CHECK(bad->status == 503);
  CHECK(bad->body == "topic test.asked is halted\n");
  need(running.stop());
}

TEST_CASE("service endpoint: other paths are not found") {
  const DevBroker broker = need(DevBroker::create({1, {{"test.asked", 1}}}));
  const Service service = counting(broker);
  const ServiceEndpoint endpoint = need(ServiceEndpoint::start(service, {.port = 0}));
  httplib::Client client = client_of(endpoint);
  for (const char* const path : {"/", "/metric", "/metrics/", "/health/x"}) {
    const auto answer = client.Get(path);
    REQUIRE(answer);
    CHECK(answer->status == 404);
  }
}

TEST_CASE("service endpoint: a port that is taken is an error, and free again once its endpoint is gone") {
  const DevBroker broker = need(DevBroker::create({1, {{"test.asked", 1}}}));
  const Service service = counting(broker);
  std::optional<ServiceEndpoint> first = need(ServiceEndpoint::start(service, {.port = 0}));
  const int port = first->port();
  const auto second = ServiceEndpoint::start(service, {.port = port});
  REQUIRE_FALSE(second);
  CHECK(second.error().code == thoth::ErrorCode::usage);
  CHECK(second.error().text() ==
        "listening on 127.0.0.1:" + std::to_string(port) + ": the port is taken (choose another port, or 0 for any)");
  REQUIRE(client_of(*first).Get("/health"));
  first.reset();
  const ServiceEndpoint third = need(ServiceEndpoint::start(service, {.port = port}));
  CHECK(client_of(third).Get("/health"));
}

TEST_CASE("service endpoint: an address of another machine is an error") {
  const DevBroker broker = need(DevBroker::create({1, {{"test.asked", 1}}}));
  const Service service = counting(broker);
  const auto refused = ServiceEndpoint::start(service, {.host = "192.0.2.1", .port = 0});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == "this machine cannot listen there");
}
