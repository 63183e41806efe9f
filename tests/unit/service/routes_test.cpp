// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/routes.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "types.hpp"

using thoth::Delivery;
using thoth::Outcome;
using thoth::Route;
using thoth::Tombstone;
using thoth::detail::Handles;
using thoth::kafka::Record;
using thoth::service::Attempt;
using thoth::service::RouteEntry;
using thoth::service::Routes;
using types::Asked;
using types::AskedAgain;

namespace {

template <class M, class Handler>
RouteEntry entry_of(Handler handler, Route route = {}, std::vector<std::string> versions = {}) {
  return {thoth::schema_ptr_of<M>(), Handles::values, thoth::detail::value_handler<M>(std::move(handler)),
          std::move(route), std::move(versions)};
}

template <class M>
RouteEntry plain_entry(std::vector<std::string> versions = {}) {
  return entry_of<M>([](const Delivery<M>&) { return Outcome::done(); }, {}, std::move(versions));
}

Record record_of(std::string_view value, std::string_view topic = "prod.test.asked") {
  Record record;
  record.topic = topic;
  record.value = value;
  return record;
}

Attempt attempt(const Routes& routes, const Record& record) {
  return routes.attempt(record, 1, {});
}

/// Two versions, each handler of which says its own.
Routes two_versions() {
  Routes routes("prod");
  routes.add(entry_of<Asked>([](const Delivery<Asked>&) { return Outcome::retry("v1"); }, {}, {"v0", "v1"}));
  routes.add(entry_of<AskedAgain>([](const Delivery<AskedAgain>&) { return Outcome::retry("v2"); }));
  return routes;
}

}  // namespace

TEST_CASE("routes: the version of the contents chooses among handlers of one topic") {
  const Routes routes = two_versions();
  CHECK(attempt(routes, record_of(types::bytes(types::asked("?")))).failure->reason == "v1");
  CHECK(attempt(routes, record_of(types::bytes(types::asked_again("?")))).failure->reason == "v2");
  const std::string plain = R"({"component_name":"t","service_version":"1","question":"?")";
  CHECK(attempt(routes, record_of(plain + R"(,"version":"v0"})")).failure->reason == "v1");
  CHECK(attempt(routes, record_of(plain + "}")).failure->reason == "v1");
}

TEST_CASE("routes: a version that nobody handles is told") {
  const Routes routes = two_versions();
  const auto result = attempt(routes, record_of(R"({"component_name":"t","version":"v9"})"));
  CHECK(result.kind == Attempt::Kind::invalid);
  CHECK(result.failure->reason == R"(nobody handles contents of version "v9" (handled: v0, v1, v2))");
  CHECK(result.failure->code == "value");
  CHECK(result.failure->pointer == "/version");
  CHECK(result.route != nullptr);
}

TEST_CASE("routes: what breaks its contract never reaches its handler, and shows no secret") {
  const Routes routes = two_versions();
  const auto broken = attempt(routes, record_of(R"({"version":"v1","component_name":"t","service_version":"1"})"));
  CHECK(broken.kind == Attempt::Kind::invalid);
  CHECK(broken.failure->code == "missing");
  CHECK(broken.failure->pointer == "/question");
  const auto secret = attempt(
      routes,
      record_of(R"({"version":"v2","component_name":"t","service_version":"1","question":"?","language":["geheim"]})"));
  CHECK(secret.kind == Attempt::Kind::invalid);
  CHECK(secret.failure->pointer == "/language");
  CHECK(secret.failure->reason.find("geheim") == std::string::npos);
  const auto no_json = attempt(routes, record_of("{"));
  CHECK(no_json.kind == Attempt::Kind::invalid);
  CHECK(no_json.failure->code == "json-syntax");
}

TEST_CASE("routes: a tombstone is for its handler, and invalid without one") {
  Routes routes("prod");
  routes.add(plain_entry<Asked>());
  Record tombstone = record_of("");
  tombstone.value.reset();
  CHECK(attempt(routes, tombstone).kind == Attempt::Kind::invalid);
  CHECK(attempt(routes, tombstone).failure->code == "null");
  const auto handler = [](const Tombstone& one) { return Outcome::halt(std::string(one.record.topic)); };
  routes.add({thoth::schema_ptr_of<Asked>(), Handles::tombstones, thoth::detail::tombstone_handler(handler), {}, {}});
  CHECK(routes.check());
  CHECK(attempt(routes, tombstone).failure->reason == "prod.test.asked");
  CHECK(attempt(routes, record_of(types::bytes(types::asked("?")))).kind == Attempt::Kind::done);
}

TEST_CASE("routes: an exception is another attempt, and what the handler sent is thrown away") {
  Routes routes("prod");
  routes.add(entry_of<Asked>([](const Delivery<Asked>& d) -> Outcome {
    d.outbox.send(types::answered("early"));
    if (*d.message.question == "odd") throw 1;  // NOLINT: handlers may throw anything
    throw std::runtime_error("no luck");
  }));
  const auto result = attempt(routes, record_of(types::bytes(types::asked("?"))));
  CHECK(result.kind == Attempt::Kind::retry);
  CHECK(result.failure->reason == "no luck");
  CHECK(result.outbox.empty());
  const auto odd = attempt(routes, record_of(types::bytes(types::asked("odd"))));
  CHECK(odd.kind == Attempt::Kind::retry);
  CHECK(odd.failure->reason == "an exception that is no std::exception");
}

TEST_CASE("routes: what cannot be sent fails the attempt") {
  Routes routes("");
  routes.add(entry_of<Asked>([](const Delivery<Asked>& d) {
    d.outbox.send(types::answered("\xFF"));
    return Outcome::done();
  }));
  const auto result = attempt(routes, record_of(types::bytes(types::asked("?")), "test.asked"));
  CHECK(result.kind == Attempt::Kind::retry);
  CHECK(result.failure->reason.find("UTF-8") != std::string::npos);
}

TEST_CASE("routes: done hands over what was sent, and the handler is told of its record and attempt") {
  Routes routes("prod");
  routes.add(entry_of<Asked>([](const Delivery<Asked>& d) {
    d.outbox.send(types::answered(*d.message.question + std::to_string(d.attempt) + std::string(*d.record.key)));
    return Outcome::done();
  }));
  const std::string value = types::bytes(types::asked("?"));
  Record record = record_of(value);
  record.key = "k";
  const auto result = routes.attempt(record, 3, {});
  CHECK(result.kind == Attempt::Kind::done);
  REQUIRE(result.outbox.size() == 1);
  CHECK(result.outbox[0].topic == "prod.test.answered");
  CHECK(result.outbox[0].value == types::bytes(types::answered("?3k")));
}

TEST_CASE("routes: records are handled in the order of their keys, or as the first route says") {
  Routes routes("prod");
  routes.add(plain_entry<Asked>());
  Record record = record_of("");
  CHECK(routes.lane_of(record).empty());
  record.key = "k";
  CHECK(routes.lane_of(record) == "k");
  Routes by_partition("prod");
  by_partition.add(entry_of<Asked>([](const Delivery<Asked>&) { return Outcome::done(); },
                                   {.order_by = [](const Record&) { return std::string("one"); }}));
  by_partition.add(plain_entry<AskedAgain>());
  CHECK(by_partition.lane_of(record) == "one");
}

TEST_CASE("routes: two handlers of one type and version are a mistake, as are none") {
  CHECK(Routes("").check().error().code == thoth::ErrorCode::usage);
  Routes routes("");
  routes.add(plain_entry<Asked>());
  routes.add(plain_entry<AskedAgain>());
  CHECK(routes.check());
  CHECK(routes.topics() == std::vector<std::string>{"test.asked"});
  CHECK(routes.types().size() == 2);
  routes.add(plain_entry<Asked>({"v3", "v2"}));
  const auto checked = routes.check();
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code == thoth::ErrorCode::usage);
  CHECK(checked.error().text() ==
        "adding a handler of test.asked: two handlers take records of one version (name "
        "different versions for them)");
}

TEST_CASE("routes: a Retry that means nothing is a mistake") {
  for (const thoth::Retry& retry : {thoth::Retry{.attempts = 0}, thoth::Retry{.first = thoth::milliseconds{-1}},
                                    thoth::Retry{.first = thoth::milliseconds{2}, .max = thoth::milliseconds{1}},
                                    thoth::Retry{.factor = 0.5}, thoth::Retry{.jitter = 2}}) {
    Routes routes("");
    routes.add(entry_of<Asked>([](const Delivery<Asked>&) { return Outcome::done(); }, {.retry = retry}));
    CHECK_FALSE(routes.check());
  }
}
