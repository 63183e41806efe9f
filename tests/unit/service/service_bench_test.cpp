// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/service_bench.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "types.hpp"

using thoth::Delivered;
using thoth::Delivery;
using thoth::OnFailure;
using thoth::Outcome;
using thoth::Service;
using thoth::ServiceBench;
using thoth::kafka::Config;
using types::Answered;
using types::Asked;
using types::AskedAgain;

namespace {

Service service() {
  const auto config = Config::resolve({.properties = {"bootstrap.servers=localhost:1", "group.id=answerers"}}).value();
  return Service::create(config, {.prefix = "prod"}).value();
}

}  // namespace

TEST_CASE("service bench: a message is handled, and what its handler sends is told") {
  auto answering = service();
  answering.on<Asked>([](const Delivery<Asked>& d) {
    d.outbox.send(types::answered("to " + *d.message.question), {.key = std::string(d.record.key.value_or("none"))});
    return Outcome::done();
  });
  ServiceBench bench(answering);
  const auto delivered = bench.deliver(types::asked("why"), {.key = "k"});
  CHECK(delivered.fate == Delivered::Fate::done);
  CHECK(delivered.attempts == 1);
  REQUIRE(delivered.sent<Answered>().size() == 1);
  CHECK(*delivered.sent<Answered>()[0].answer == "to why");
  CHECK(delivered.messages[0].key == "k");
  CHECK(delivered.sent<Asked>().empty());
}

TEST_CASE("service bench: attempts follow each other at once, until one succeeds or the last fails") {
  auto flaky = service();
  int calls = 0;
  flaky.on<Asked>(
      [&calls](const Delivery<Asked>& d) {
        ++calls;
        CHECK(d.attempt == calls);
        if (*d.message.question == "hard" || calls < 3) return Outcome::retry("not yet");
        return Outcome::done();
      },
      {.retry = {.attempts = 4}});
  ServiceBench bench(flaky);
  const auto second = bench.deliver(types::asked("easy"));
  CHECK(second.fate == Delivered::Fate::done);
  CHECK(second.attempts == 3);
  calls = 0;
  const auto hard = bench.deliver(types::asked("hard"));
  CHECK(hard.fate == Delivered::Fate::dead_letter);
  CHECK(hard.attempts == 4);
  CHECK(hard.reason == "not yet");
  REQUIRE(hard.dead_letters.size() == 1);
  CHECK(hard.dead_letters[0].topic == "prod.test.asked-dlt");
  CHECK(hard.dead_letters[0].headers.back() == thoth::Header{"thoth-attempts", "4"});
}

TEST_CASE("service bench: every fate is told, and none touches the next record") {
  auto judging = service();
  judging.on<Asked>(
      [](const Delivery<Asked>& d) {
        if (*d.message.question == "halt") return Outcome::halt("closed");
        if (*d.message.question == "stop") return Outcome::retry("not now");
        if (*d.message.question == "bury") return Outcome::dead_letter("hopeless");
        return Outcome::done();
      },
      {.retry = {.attempts = 1}, .on_failure = OnFailure::stop, .on_invalid = OnFailure::skip});
  judging.on<AskedAgain>([](const Delivery<AskedAgain>&) { return Outcome::retry("no"); },
                         {.retry = {.attempts = 1}, .on_failure = OnFailure::halt_topic});
  ServiceBench bench(judging);
  const auto stopped = bench.deliver(types::asked("stop"));
  CHECK(stopped.fate == Delivered::Fate::stopped);
  CHECK(stopped.reason == "not now");
  CHECK(stopped.attempts == 1);
  CHECK(bench.deliver(types::asked("halt")).fate == Delivered::Fate::halted);
  CHECK(bench.deliver(types::asked("bury")).fate == Delivered::Fate::dead_letter);
  CHECK(bench.deliver(types::asked_again("?")).fate == Delivered::Fate::halted);
  thoth::kafka::Record broken;
  broken.topic = "prod.test.asked";
  broken.value = "{}";
  CHECK(bench.deliver_record(broken).fate == Delivered::Fate::skipped);
  broken.value.reset();
  CHECK(bench.deliver_record(broken).reason == "the record has no value, and nobody handles those of its topic");
  const auto fine = bench.deliver(types::asked("fine"));
  CHECK(fine.fate == Delivered::Fate::done);
  CHECK(fine.attempts == 1);
}

TEST_CASE("service bench: a service that could not run has no bench") {
  const auto empty = service();
  CHECK_THROWS_AS(ServiceBench{empty}, std::invalid_argument);
}
