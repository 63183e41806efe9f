// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "thoth/json.hpp"
#include "thoth/service.hpp"
#include "types.hpp"

using thoth::Delivery;
using thoth::Outcome;
using thoth::Service;
using thoth::kafka::Config;
namespace json = thoth::json;

namespace {

std::set<std::string> names_of(const json::Node* object) {
  std::set<std::string> names;
  if (object == nullptr) return names;
  for (const auto& member : object->members) names.emplace(member.name);
  return names;
}

}  // namespace

TEST_CASE("asyncapi: a service receives what it handles, in every version, and sends what it says") {
  const auto config = Config::resolve({.properties = {"bootstrap.servers=localhost:1", "group.id=g"}}).value();
  Service service = Service::create(config, {.prefix = "prod"}).value();
  service.on<types::Asked>([](const Delivery<types::Asked>&) { return Outcome::done(); })
      .on<types::AskedAgain>([](const Delivery<types::AskedAgain>&) { return Outcome::done(); })
      .sends<types::Answered>();
  const std::string text = service.asyncapi("answerer", "1.2").value();
  const auto parsed = json::parse(text);
  REQUIRE(parsed.violations.empty());
  const json::Node& root = parsed.document->root();
  CHECK(root.find("info")->find("title")->text == "answerer");
  CHECK(root.find("info")->find("version")->text == "1.2");
  CHECK(names_of(root.find("channels")) == std::set<std::string>{"test.asked", "test.asked.v2", "test.answered"});
  CHECK(root.find("channels")->find("test.asked.v2")->find("address")->text == "prod.test.asked");
  CHECK(names_of(root.find("operations")) ==
        std::set<std::string>{"receive.test.asked", "receive.test.asked.v2", "send.test.answered"});
  CHECK(names_of(root.find("components")->find("schemas")) ==
        std::set<std::string>{"test.asked", "test.asked.v2", "test.answered"});
}
