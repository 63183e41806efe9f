// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/service.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "faults.hpp"
#include "running_service.hpp"

using cluster::need;
using services::answers;
using services::ask;
using services::comes;
using services::committed;
using services::from_beginning;
using services::Notes;
using services::Running;
using services::total;
using thoth::Guarantee;
using thoth::OnFailure;
using thoth::Outcome;
using thoth::Service;
using thoth::ServiceOptions;
using thoth::kafka::Config;
using thoth::kafka::DevBroker;
using thoth::kafka::RequestKind;
using types::Asked;
using namespace std::chrono_literals;

namespace {

using Question = thoth::Delivery<types::Asked>;

DevBroker broker_of(int partitions = 3) {
  return need(DevBroker::create({1, {{"test.asked", partitions}, {"test.answered", 1}, {"test.asked-dlt", 1}}}));
}

/// Answers each question with its own text.
Outcome answer(const Question& d) {
  d.outbox.send(types::answered(*d.message.question), {.key = std::string(*d.record.key)});
  return Outcome::done();
}

Service answering(const Config& config, ServiceOptions options = {}) {
  options.commit_interval = 50ms;
  Service service = need(Service::create(config, std::move(options)));
  service.on<Asked>(answer);
  return service;
}

/// Waits for `time`; returns how many processors this program used meanwhile, on average.
double processors_used_for(std::chrono::seconds time) {
  const std::clock_t before = std::clock();
  std::this_thread::sleep_for(time);
  return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / static_cast<double>(time.count());
}

std::map<std::string, int> once_each(int count) {
  std::map<std::string, int> counts;
  for (int i = 0; i < count; ++i) counts[std::to_string(i)] = 1;
  return counts;
}

}  // namespace

TEST_CASE("service: records are handled, their messages sent, and their offsets committed") {
  const DevBroker broker = broker_of();
  ask(broker, 100);
  for (const unsigned concurrency : {0U, 1U, 4U}) {
    CAPTURE(concurrency);
    const auto config = from_beginning(broker, {"group.id=g" + std::to_string(concurrency)});
    Service service = answering(config, {.concurrency = concurrency});
    Running running(service);
    CHECK(comes([&] { return service.metrics().sent == 100; }));
    CHECK(service.health().is_good());
    const auto end = need(running.stop());
    CHECK(end.finished == 100);
    CHECK(end.running == 0);
    const auto metrics = service.metrics();
    CHECK(metrics.topics.at("test.asked").done == 100);
    CHECK(metrics.topics.at("test.asked").received == 100);
    CHECK(metrics.commits > 0);
  }
  std::map<std::string, int> thrice;
  for (int i = 0; i < 100; ++i) thrice[std::to_string(i)] = 3;
  CHECK(answers(broker) == thrice);
}

TEST_CASE("service: who comes next goes on where the last one ended") {
  const DevBroker broker = broker_of();
  ask(broker, 30);
  for (int run = 1; run <= 2; ++run) {
    Service service = answering(from_beginning(broker));
    Running running(service);
    CHECK(comes([&] { return service.metrics().sent == 30; }));
    CHECK(need(running.stop()).finished == 30);
    CHECK(total(committed(broker, "test.asked", 3)) == 30 * run);
    if (run == 1) ask(broker, 30, 5, 30);
  }
  CHECK(answers(broker) == once_each(60));
}

TEST_CASE("service: a record that comes while nobody is there is read, also where none was before") {
  const DevBroker broker = broker_of(1);
  const auto config = services::group(broker);  // begins at the end
  {
    Service service = answering(config);
    Running running(service);
    CHECK(comes([&] { return service.metrics().commits > 0; }));
    need(running.stop());
  }
  ask(broker, 1);
  Service service = answering(config);
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 1; }));
  need(running.stop());
}

TEST_CASE("service: what cannot be handled goes to the dead letters, and the rest goes on") {
  const DevBroker broker = broker_of(1);
  services::send_value(broker, "{");
  services::send_value(broker, R"({"version":"v9"})");
  services::send_value(broker, types::bytes(types::asked("throws")));
  ask(broker, 1);
  Service service = need(Service::create(from_beginning(broker), {.commit_interval = 50ms}));
  service.on<Asked>(
      [](const Question& d) {
        if (*d.message.question == "throws") throw std::runtime_error("no luck");
        return answer(d);
      },
      {.retry = {.attempts = 3, .first = 1ms}});
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 4; }));
  CHECK(need(running.stop()).finished == 4);
  const auto letters = cluster::read_all(cluster::config(broker.bootstrap_servers()), {"test.asked-dlt"});
  REQUIRE(letters.size() == 3);
  CHECK(letters[0].value == "{");
  CHECK(letters[0].key == "k");
  CHECK(services::header(letters[0].headers, "thoth-code") == "json-syntax");
  CHECK(services::header(letters[1].headers, "thoth-pointer") == "/version");
  CHECK(services::header(letters[2].headers, "thoth-attempts") == "3");
  CHECK(services::header(letters[2].headers, "kafka_dlt-exception-message") == "no luck");
  CHECK(services::header(letters[2].headers, "kafka_dlt-original-offset") == std::string("\0\0\0\0\0\0\0\2", 8));
  CHECK(services::header(letters[2].headers, "kafka_dlt-original-consumer-group") == "g");
  CHECK(total(committed(broker, "test.asked", 1)) == 4);
}

TEST_CASE("service: a record that is tried again holds back its key alone, and its order is kept") {
  const DevBroker broker = broker_of(1);
  ask(broker, 20, 2);
  Notes<std::string> done;
  std::atomic<int> failures = 0;
  Service service = need(Service::create(from_beginning(broker), {.concurrency = 3, .commit_interval = 50ms}));
  service.on<Asked>(
      [&](const Question& d) {
        // The first record of key k0 fails until all of k1 are done.
        if (*d.message.question == "0" && done.size() < 10) {
          ++failures;
          return Outcome::retry("later");
        }
        done.add(*d.message.question);
        return Outcome::done();
      },
      {.retry = {.attempts = 100'000, .first = 1ms, .max = 1ms}});
  Running running(service);
  CHECK(comes([&] { return done.size() == 20; }));
  CHECK(need(running.stop()).finished == 20);
  CHECK(failures > 0);
  std::vector<std::string> expected;
  for (int i = 1; i < 20; i += 2) expected.push_back(std::to_string(i));
  for (int i = 0; i < 20; i += 2) expected.push_back(std::to_string(i));
  CHECK(done.all() == expected);
}

TEST_CASE("service: a halted topic stands at its record, the others go on, and resume() handles it again") {
  const DevBroker broker = broker_of(1);
  ask(broker, 10, 10);
  std::atomic<bool> is_mended = false;
  Notes<std::string> done;
  Service service = need(Service::create(from_beginning(broker), {.concurrency = 2, .commit_interval = 50ms}));
  service.on<Asked>([&](const Question& d) {
    if (*d.message.question == "4" && !is_mended) return Outcome::halt("out of order");
    done.add(*d.message.question);
    return Outcome::done();
  });
  service.on<types::Answered>([&](const thoth::Delivery<types::Answered>&) {
    done.add("other");
    return Outcome::done();
  });
  Running running(service);
  CHECK(comes([&] { return service.metrics().halted == std::vector<std::string>{"test.asked"}; }));
  CHECK_FALSE(service.health().is_good());
  CHECK(comes([&] { return total(committed(broker, "test.asked", 1)) == 4; }));
  cluster::send_all(cluster::config(broker.bootstrap_servers()),
                    {{.topic = "test.answered", .value = types::bytes(types::answered("x"))}});
  CHECK(comes([&] { return service.metrics().topics["test.answered"].done == 1; }));
  is_mended = true;
  service.resume("test.asked");
  CHECK(comes([&] { return total(committed(broker, "test.asked", 1)) == 10; }));
  CHECK(service.metrics().halted.empty());
  CHECK(service.health().is_good());
  need(running.stop());
  const auto all = done.all();
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == 11);
}

TEST_CASE("service: an operator halts a topic, and what comes meanwhile waits") {
  const DevBroker broker = broker_of(1);
  Service service = answering(from_beginning(broker));
  service.halt("test.asked");  // before it runs, too
  Running running(service);
  CHECK(comes([&] { return !service.metrics().halted.empty() && service.metrics().assignments == 1; }));
  ask(broker, 5);
  service.resume("test.asked");
  CHECK(comes([&] { return service.metrics().sent == 5; }));
  service.halt("test.asked");
  CHECK(comes([&] { return !service.metrics().halted.empty(); }));
  ask(broker, 5, 5, 5);
  CHECK(service.metrics().topics.at("test.asked").attempts == 5);
  service.resume("test.asked");
  CHECK(comes([&] { return service.metrics().sent == 10; }));
  need(running.stop());
  CHECK(answers(broker) == once_each(10));
}

TEST_CASE("service: stopping asks handlers to end, and commits what they finish and no more") {
  const DevBroker broker = broker_of(1);
  ask(broker, 4, 4);
  std::atomic<int> inside = 0;
  {
    Service service = need(Service::create(from_beginning(broker), {.concurrency = 2}));
    service.on<Asked>([&](const Question& d) {
      ++inside;
      while (!d.stop.stop_requested()) std::this_thread::sleep_for(1ms);
      return *d.message.question == "0" ? answer(d) : Outcome::retry("stopped");
    });
    Running running(service);
    CHECK(comes([&] { return inside == 2; }));
    const auto end = need(running.stop());
    CHECK(end.finished == 1);
    CHECK(end.running == 0);
  }
  CHECK(inside == 2);  // none was started afterwards
  CHECK(total(committed(broker, "test.asked", 1)) == 1);
  Service service = answering(from_beginning(broker));
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 3; }));
  need(running.stop());
  CHECK(answers(broker) == once_each(4));
}

TEST_CASE("service: a handler that hangs turns the health bad, holds up its key alone, and does not hold up the end") {
  const DevBroker broker = broker_of(1);
  ask(broker, 10, 5);
  const auto release = std::make_shared<std::atomic<bool>>(false);
  const auto is_out = std::make_shared<std::atomic<bool>>(false);
  Service service = need(Service::create(
      from_beginning(broker), {.concurrency = 2, .commit_interval = 50ms, .max_drain = 100ms, .max_handling = 50ms}));
  service.on<Asked>([release, is_out](const Question& d) {
    if (*d.message.question != "3") return Outcome::done();
    while (!*release) std::this_thread::sleep_for(1ms);
    *is_out = true;
    return Outcome::done();
  });
  Running running(service);
  CHECK(comes([&] { return service.metrics().topics["test.asked"].done == 8; }));
  CHECK(comes([&] { return !service.health().is_good(); }));
  CHECK(service.health().problems.front().find("the handler of test.asked [0] offset 3 has been running") == 0);
  const auto end = need(running.stop());
  CHECK(end.running == 1);
  CHECK(end.finished == 8);
  CHECK(total(committed(broker, "test.asked", 1)) == 3);
  *release = true;
  CHECK(comes([&] { return is_out->load(); }));
}

TEST_CASE(
    "service: without threads run() calls the handlers, stops after one of them, and its health is told meanwhile") {
  const DevBroker broker = broker_of(1);
  ask(broker, 10, 5);
  std::atomic<int> inside = 0;
  std::atomic<bool> release = false;
  Service service = need(Service::create(from_beginning(broker), {.concurrency = 0, .max_handling = 20ms}));
  service.on<Asked>([&](const Question& d) {
    ++inside;
    while (!release) std::this_thread::sleep_for(1ms);
    return answer(d);
  });
  Running running(service);
  CHECK(comes([&] { return !service.health().is_good(); }));
  CHECK(service.health().problems.front().find("the handler of test.asked [0] offset 0 has been running") == 0);
  running.ask_to_stop();
  release = true;
  const auto end = need(running.stop());
  CHECK(end.finished == 1);
  CHECK(end.running == 0);
  CHECK(inside == 1);
  CHECK(total(committed(broker, "test.asked", 1)) == 1);
}

TEST_CASE("service: OnFailure::stop ends run() before its record") {
  const DevBroker broker = broker_of(1);
  ask(broker, 3, 1);
  Service service = need(Service::create(from_beginning(broker), {}));
  service.on<Asked>([](const Question& d) { return *d.message.question == "1" ? Outcome::retry("broken") : answer(d); },
                    {.retry = {.attempts = 1}, .on_failure = OnFailure::stop});
  Running running(service);
  const auto end = running.wait();
  REQUIRE_FALSE(end);
  CHECK(end.error().code == thoth::ErrorCode::unmet);
  CHECK(total(committed(broker, "test.asked", 1)) == 1);
}

TEST_CASE("service: partitions change hands while handlers are slow, and every record is handled") {
  const DevBroker broker = broker_of(4);
  ask(broker, 80, 40);
  Notes<std::string> handled;
  const auto make = [&] {
    Service service = need(Service::create(from_beginning(broker), {.concurrency = 2, .commit_interval = 50ms}));
    service.on<Asked>([&handled](const Question& d) {
      for (int i = 0; i < 50 && !d.stop.stop_requested(); ++i) std::this_thread::sleep_for(1ms);
      handled.add(*d.message.question);
      return answer(d);
    });
    return service;
  };
  Service one = make();
  Service two = make();
  Running first(one);
  CHECK(comes([&] { return handled.size() > 5; }));
  Running second(two);
  CHECK(comes([&] { return two.metrics().assignments > 0; }));
  CHECK(one.metrics().revocations + one.metrics().losses > 0);
  CHECK(comes([&] { return total(committed(broker, "test.asked", 4)) == 80; }));
  need(first.stop());
  need(second.stop());
  CHECK(answers(broker).size() == 80);
}

TEST_CASE("service: a coordinator that moves, a rebalance and an unknown member do not end it") {
  DevBroker broker = broker_of(1);
  Service service = answering(from_beginning(broker));
  Running running(service);
  ask(broker, 1);
  CHECK(comes([&] { return service.metrics().sent == 1; }));
  const auto members = service.metrics().assignments;
  broker.fail(RequestKind::commit_offsets, {16, 27, 22});  // NOT_COORDINATOR, REBALANCE_IN_PROGRESS, ILLEGAL_GENERATION
  ask(broker, 1, 5, 1);
  CHECK(comes([&] { return service.metrics().sent == 2; }));
  broker.fail(RequestKind::heartbeat, {25});  // UNKNOWN_MEMBER_ID
  CHECK(comes([&] { return service.metrics().assignments > members; }));
  ask(broker, 1, 5, 2);
  CHECK(comes([&] { return total(committed(broker, "test.asked", 1)) == 3; }));
  need(running.stop());
  CHECK(answers(broker).size() == 3);
}

TEST_CASE("service: an outage is waited out, and told") {
  Service service = answering(cluster::config("localhost:1", {"group.id=g"}));
  Running running(service);
  CHECK(comes([&] { return service.health().outage_since.has_value(); }));
  CHECK_FALSE(service.health().is_good());
  CHECK(need(running.stop()).finished == 0);
}

TEST_CASE("service: a cluster that goes away is waited for, and does not hold up the end") {
  for (const Guarantee guarantee : {Guarantee::at_least_once, Guarantee::exactly_once}) {
    std::optional<DevBroker> broker = broker_of(1);
    ask(*broker, 5);
    const bool is_once = guarantee == Guarantee::exactly_once;
    std::atomic<bool> is_gone = false;
    Service service = need(Service::create(
        from_beginning(*broker, is_once ? std::vector<std::string>{"transactional.id=a"} : std::vector<std::string>{}),
        {.guarantee = guarantee, .commit_interval = 50ms, .max_drain = 500ms}));
    service.on<Asked>([&is_gone](const Question& d) {
      while (*d.message.question == "4" && !is_gone) std::this_thread::sleep_for(1ms);
      return answer(d);
    });
    Running running(service);
    CHECK(comes([&] { return service.metrics().topics["test.asked"].done == 4; }));
    broker.reset();
    is_gone = true;
    CHECK(comes([&] { return service.health().outage_since.has_value(); }));
    const auto end = need(running.stop());
    CHECK(end.running == 0);
    CHECK(end.finished < 5);  // what the last one sends is not acknowledged
  }
}

TEST_CASE("service: messages that the cluster refuses for a while are sent in the end") {
  DevBroker broker = broker_of(1);
  broker.fail(RequestKind::produce, {7, 7, 6});  // REQUEST_TIMED_OUT, NOT_LEADER_FOR_PARTITION
  Service service = answering(from_beginning(broker));
  Running running(service);
  ask(broker, 5);
  CHECK(comes([&] { return service.metrics().sent == 5; }));
  need(running.stop());
  CHECK(total(committed(broker, "test.asked", 1)) == 5);
}

TEST_CASE("service: messages for a topic that is not there wait for it, which is told each time they are tried") {
  DevBroker broker = broker_of(1);
  const auto answer_with = [&broker](rd_kafka_resp_err_t code) {
    rd_kafka_mock_topic_set_error(broker.impl().cluster.get(), "test.answered", code);
  };
  answer_with(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
  ask(broker, 2);
  Service service = answering(
      from_beginning(broker, {"topic.metadata.propagation.max.ms=100", "topic.metadata.refresh.interval.ms=300"}));
  Running running(service);
  CHECK(comes([&] { return service.metrics().send_failures > 2; }));
  CHECK_FALSE(service.health().is_good());
  CHECK(processors_used_for(2s) < 0.5);
  answer_with(RD_KAFKA_RESP_ERR_NO_ERROR);
  CHECK(comes([&] { return service.metrics().sent == 2; }));
  need(running.stop());
  CHECK(total(committed(broker, "test.asked", 1)) == 2);
}

TEST_CASE("service: a dead letter that is too large halts its topic") {
  const DevBroker broker = broker_of(1);
  services::send_value(broker, std::string(5000, 'x'));
  Service service = answering(from_beginning(broker, {"message.max.bytes=2000"}));
  Running running(service);
  CHECK(comes([&] { return service.metrics().halted == std::vector<std::string>{"test.asked"}; }));
  CHECK(need(running.stop()).finished == 0);
  CHECK(total(committed(broker, "test.asked", 1)) == 0);
}

TEST_CASE("service: a record is replayed, and nothing is committed") {
  const DevBroker broker = broker_of(1);
  ask(broker, 3);
  Service service = answering(from_beginning(broker));
  need(service.replay("test.asked[0]@1", cluster::soon()));
  CHECK(answers(broker) == std::map<std::string, int>{{"1", 1}});
  CHECK(total(committed(broker, "test.asked", 1)) == 0);
  CHECK(service.replay("nonsense", cluster::soon()).error().code == thoth::ErrorCode::usage);
  CHECK(service.replay("test.answered[0]@0", cluster::soon()).error().code == thoth::ErrorCode::usage);
}

TEST_CASE("service: without a handler, or with two of one version, it does not run") {
  const DevBroker broker = broker_of(1);
  Service service = need(Service::create(services::group(broker), {}));
  CHECK(service.run({}).error().code == thoth::ErrorCode::usage);
  service.on<Asked>(answer).on<Asked>(answer);
  CHECK(service.run({}).error().code == thoth::ErrorCode::usage);
}

// ---- permissions ----

namespace {

using Kind = thoth::ServiceEvent::Kind;

constexpr int topic_denied = 29;  // TOPIC_AUTHORIZATION_FAILED
constexpr int group_denied = 30;  // GROUP_AUTHORIZATION_FAILED

/// The denials of a service, and their ends, as "denied TOPIC" and "allowed TOPIC".
struct Denials {
  std::function<void(const thoth::ServiceEvent&)> writer() {
    return [this](const thoth::ServiceEvent& event) {
      if (event.kind == Kind::denied || event.kind == Kind::allowed)
        notes.add(std::string(name(event.kind)) + " " + event.topic);
    };
  }
  /// How many there were, of one kind.
  [[nodiscard]] std::ptrdiff_t count(const std::string& note) const {
    const auto all = notes.all();
    return std::ranges::count(all, note);
  }

  Notes<std::string> notes;
};

}  // namespace

TEST_CASE("service: a topic that it may not read from the start ends it") {
  DevBroker broker = broker_of(1);
  ask(broker, 1);
  broker.fail(RequestKind::fetch, std::vector<int>(20, topic_denied));
  Service service = answering(from_beginning(broker));
  Running running(service);
  const auto end = running.wait();
  REQUIRE_FALSE(end);
  CHECK(end.error().kafka_code == topic_denied);
  CHECK(end.error().subject == "test.asked [0]");
  CHECK(end.error().advice == "ask for permission to read it");
}

TEST_CASE("service: a topic that it may not see from the start ends it, as does a group that it may not be in") {
  for (const auto& [kind, code] :
       {std::pair(RequestKind::metadata, topic_denied), std::pair(RequestKind::find_coordinator, group_denied),
        std::pair(RequestKind::join_group, group_denied)}) {
    DevBroker broker = broker_of(1);
    if (kind == RequestKind::metadata) {
      rd_kafka_mock_topic_set_error(broker.impl().cluster.get(), "test.asked",
                                    RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
    } else {
      broker.fail(kind, std::vector<int>(20, code));
    }
    Service service = answering(from_beginning(broker));
    Running running(service);
    const auto end = running.wait();
    REQUIRE_FALSE(end);
    CHECK(end.error().kafka_code == code);
  }
}

TEST_CASE("service: a topic that it may not read any more is an outage of that topic, which ends by itself") {
  DevBroker broker = broker_of(1);
  ask(broker, 5);
  Denials denials;
  Service service = answering(from_beginning(broker), {.on_event = denials.writer()});
  Running running(service);
  CHECK(comes([&] { return total(committed(broker, "test.asked", 1)) == 5; }));
  CHECK(service.health().is_good());
  // librdkafka tries again 5 s after each.
  broker.fail(RequestKind::fetch, std::vector<int>(2, topic_denied));
  CHECK(comes([&] { return !service.health().is_good(); }));
  const auto problems = service.health().problems;
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].starts_with("not permitted since "));
  CHECK(problems[0].find(": reading test.asked [0]: ") != std::string::npos);
  CHECK(problems[0].ends_with("Topic authorization failed (ask for permission to read it)"));
  // Nothing new is in it that could tell. The embedded broker tells the end of a partition beside the error, too, so
  // that it may seem to be allowed before it is.
  CHECK(comes([&] {
    return service.health().is_good() && denials.count("denied test.asked") == denials.count("allowed test.asked");
  }));
  ask(broker, 5, 5, 5);
  CHECK(comes([&] { return service.metrics().sent == 10; }));
  need(running.stop());
  CHECK(answers(broker) == once_each(10));
}

TEST_CASE("service: a topic that it may not see any more leaves the others to be read, and comes back") {
  DevBroker broker = broker_of(1);
  ask(broker, 1);
  Denials denials;
  std::atomic<int> others = 0;
  Service service =
      answering(from_beginning(broker, {"topic.metadata.refresh.interval.ms=500"}), {.on_event = denials.writer()});
  service.on<types::Answered>([&](const thoth::Delivery<types::Answered>&) {
    ++others;
    return Outcome::done();
  });
  Running running(service);
  CHECK(comes([&] { return others == 1; }));
  const auto set_error = [&](rd_kafka_resp_err_t code) {
    rd_kafka_mock_topic_set_error(broker.impl().cluster.get(), "test.asked", code);
  };
  set_error(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  CHECK(comes([&] { return denials.count("denied test.asked") == 1; }));
  CHECK(comes([&] { return !service.health().is_good(); }));
  cluster::send_all(cluster::config(broker.bootstrap_servers()),
                    {{.topic = "test.answered", .value = types::bytes(types::answered("x"))}});
  CHECK(comes([&] { return others == 2; }));
  set_error(RD_KAFKA_RESP_ERR_NO_ERROR);
  ask(broker, 1, 5, 1);
  CHECK(comes([&] { return service.metrics().sent == 2; }));
  CHECK(comes([&] { return service.health().is_good(); }));
  CHECK(denials.count("allowed test.asked") > 0);
  need(running.stop());
}

TEST_CASE("service: a group that it may not be in any more is joined again once it may") {
  DevBroker broker = broker_of(1);
  ask(broker, 5);
  Denials denials;
  Service service = answering(from_beginning(broker), {.on_event = denials.writer()});
  Running running(service);
  CHECK(comes([&] { return total(committed(broker, "test.asked", 1)) == 5; }));
  broker.fail(RequestKind::join_group, std::vector<int>(3, group_denied));
  broker.fail(RequestKind::heartbeat, {25});  // UNKNOWN_MEMBER_ID
  CHECK(comes([&] { return denials.count("denied ") == 1; }));
  CHECK(comes([&] { return denials.count("allowed ") == 1; }));
  ask(broker, 5, 5, 5);
  CHECK(comes([&] { return service.metrics().sent == 10; }));
  CHECK(comes([&] { return service.health().is_good(); }));
  need(running.stop());
}

TEST_CASE("service: where it may not ask for the offsets of a partition that it is given, it asks again") {
  DevBroker broker = broker_of(1);
  ask(broker, 1);
  Denials denials;
  Service service = answering(from_beginning(broker), {.on_event = denials.writer()});
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 1; }));
  broker.fail(RequestKind::list_offsets, std::vector<int>(3, topic_denied));
  broker.fail(RequestKind::heartbeat, {25});  // UNKNOWN_MEMBER_ID: the partition is lost, and given again
  CHECK(comes([&] { return denials.count("denied test.asked") > 0; }));
  ask(broker, 3, 5, 1);
  CHECK(comes([&] { return service.metrics().sent >= 4; }));
  CHECK(comes([&] { return service.health().is_good(); }));
  need(running.stop());
}

// ---- exactly once ----

namespace {

ServiceOptions once() {
  return {.guarantee = Guarantee::exactly_once};
}

}  // namespace

// The embedded broker keeps no offsets of transactions: tests/kafka/real/service_test.cpp looks at those.
TEST_CASE("service: exactly once, messages and dead letters are sent in transactions") {
  const DevBroker broker = broker_of();
  ask(broker, 50);
  services::send_value(broker, "{");
  Service service = answering(from_beginning(broker, {"transactional.id=a"}), once());
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 51; }));
  CHECK(service.metrics().commits > 0);
  CHECK(service.metrics().commit_failures == 0);
  CHECK(need(running.stop()).finished == 51);
  CHECK(answers(broker) == once_each(50));
}

TEST_CASE("service: exactly once, what an error aborts is sent again") {
  DevBroker broker = broker_of(1);
  Service service = answering(from_beginning(broker, {"transactional.id=a"}), once());
  Running running(service);
  ask(broker, 5);
  CHECK(comes([&] { return service.metrics().sent == 5; }));
  broker.fail(RequestKind::commit_offsets_in_transaction, {22});  // ILLEGAL_GENERATION
  ask(broker, 5, 5, 5);
  CHECK(comes([&] { return service.metrics().sent == 10; }));
  need(running.stop());
  CHECK(service.metrics().commit_failures > 0);
  CHECK(answers(broker).size() == 10);
}

TEST_CASE("service: exactly once, a message that is too large gives way to a dead letter") {
  const DevBroker broker = broker_of(1);
  ask(broker, 2, 2);
  Service service = need(Service::create(from_beginning(broker, {"transactional.id=a", "message.max.bytes=2000"}),
                                         {.guarantee = Guarantee::exactly_once, .commit_interval = 50ms}));
  service.on<Asked>([](const Question& d) {
    d.outbox.send(types::answered(*d.message.question == "0" ? std::string(5000, 'x') : "small"));
    return Outcome::done();
  });
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 2; }));
  CHECK(need(running.stop()).finished == 2);
  CHECK(service.metrics().topics.at("test.asked").dead_letters == 1);
}

TEST_CASE("service: exactly once, a message that may not be sent gives way to a dead letter") {
  DevBroker broker = broker_of(1);
  broker.fail(RequestKind::add_partitions_to_transaction, {29});  // TOPIC_AUTHORIZATION_FAILED
  ask(broker, 1);
  Service service = answering(from_beginning(broker, {"transactional.id=a"}), once());
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 1; }));
  CHECK(need(running.stop()).finished == 1);
  CHECK(service.metrics().topics.at("test.asked").dead_letters == 1);
}

// The cluster refuses transactions as a whole, and does not say which message it may not take.
TEST_CASE("service: exactly once, a dead letter that may not be sent halts its topic, and is sent once it may") {
  DevBroker broker = broker_of(1);
  broker.fail(RequestKind::add_partitions_to_transaction, std::vector<int>(20, 29));
  ask(broker, 3);
  services::send_value(broker, "{");
  Notes<std::string> reasons;
  ServiceOptions options = once();
  options.on_event = [&](const thoth::ServiceEvent& event) {
    if (event.kind == thoth::ServiceEvent::Kind::halted) reasons.add(event.reason);
  };
  Service service = answering(from_beginning(broker, {"transactional.id=a"}), options);
  Running running(service);
  CHECK(comes([&] { return service.metrics().halted == std::vector<std::string>{"test.asked"}; }));
  CHECK(service.metrics().sent == 0);
  CHECK(comes([&] {
    service.resume("test.asked");
    return service.metrics().sent == 4;
  }));
  CHECK(need(running.stop()).finished == 4);
  CHECK(answers(broker).size() == 3);
  REQUIRE(reasons.size() > 0);
  CHECK(reasons.all()[0].find("Topic authorization failed") != std::string::npos);
  CHECK(reasons.all()[0].find("(allow writing to test.asked-dlt)") != std::string::npos);
}

TEST_CASE("service: exactly once, no record is to blame for a topic whose offsets may not be committed any more") {
  DevBroker broker = broker_of(1);
  ask(broker, 5);
  Service service = answering(from_beginning(broker, {"transactional.id=a"}), once());
  broker.fail(RequestKind::commit_offsets_in_transaction, std::vector<int>(4, topic_denied));
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 5; }));
  CHECK(need(running.stop()).finished == 5);
  CHECK(service.metrics().commit_failures == 4);
  CHECK(service.metrics().topics.at("test.asked").dead_letters == 0);
  CHECK(answers(broker) == once_each(5));
}

TEST_CASE("service: exactly once, another member with its transactional.id ends it") {
  DevBroker broker = broker_of(1);
  Service service = answering(from_beginning(broker, {"transactional.id=a"}), once());
  Running running(service);
  ask(broker, 1);
  CHECK(comes([&] { return service.metrics().sent == 1; }));
  broker.fail(RequestKind::end_transaction, {90});  // PRODUCER_FENCED
  ask(broker, 1, 5, 1);
  const auto end = running.wait();
  REQUIRE_FALSE(end);
  CHECK(end.error().cause == thoth::Cause::fenced);
}
