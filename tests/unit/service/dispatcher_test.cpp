// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/dispatcher.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fake_effects.hpp"

using thoth::Error;
using thoth::ErrorCode;
using thoth::Guarantee;
using thoth::OnFailure;
using thoth::Outgoing;
using thoth::Route;
using thoth::ServiceEvent;
using thoth::kafka::Position;
using thoth::kafka::Record;
using thoth::service::Attempt;
using thoth::service::Dispatcher;
using thoth::service::DispatcherOptions;
using thoth::service::Failure;
using thoth::service::Job;
using thoth::service::Ticket;
using thoth::service::Time;
using namespace std::chrono_literals;
using Offsets = std::vector<std::int64_t>;
using Positions = std::vector<Position>;
using Log = std::vector<std::string>;

namespace {

const Route three_attempts{.retry = {.attempts = 3, .first = 100ms, .jitter = 0}};
const Route halting{.retry = {.attempts = 1}, .on_failure = OnFailure::halt_topic, .on_invalid = OnFailure::skip};
const Route stopping{.retry = {.attempts = 1}, .on_failure = OnFailure::stop};

Attempt attempt_of(Attempt::Kind kind, const Route& route = three_attempts) {
  if (kind == Attempt::Kind::done) return {kind, {}, &route};
  return {kind, Failure{"broken", "", ""}, &route};
}
Attempt done() {
  return attempt_of(Attempt::Kind::done);
}
Attempt not_begun() {
  return attempt_of(Attempt::Kind::not_begun);
}
Attempt sent(std::string value) {
  Attempt attempt = done();
  attempt.outbox.push_back({.topic = "out", .value = std::move(value)});
  return attempt;
}

/// A dispatcher of topic t, and what it wants.
struct Bed {
  explicit Bed(DispatcherOptions options = {.slots = 2, .dead_letter_suffix = "-dlt", .group = "g"})
      : dispatcher(
            std::move(options), [](const Record& record) { return std::string(record.key.value_or("")); }, effects) {}

  void assign(std::int32_t partition = 0) { dispatcher.assigned(std::span(&(at = {"t", partition, -1}), 1)); }
  void give_up(std::int32_t partition = 0) { dispatcher.give_up(std::span(&(at = {"t", partition, -1}), 1)); }
  void revoke(std::int32_t partition = 0) { dispatcher.revoked(std::span(&(at = {"t", partition, -1}), 1)); }
  void lose(std::int32_t partition = 0) { dispatcher.lost(std::span(&(at = {"t", partition, -1}), 1)); }
  void read(std::int64_t offset, std::string_view key = "", std::int32_t partition = 0) {
    Record record;
    record.topic = "t";
    record.partition = partition;
    record.offset = offset;
    if (!key.empty()) record.key = key;
    record.value = "v";
    dispatcher.record(record);
    if (!is_waiting) dispatcher.tick(now);
  }
  /// The handler of that record ends so, or a worker hands it back.
  void finish(std::int64_t offset, Attempt attempt = done()) {
    const auto job =
        std::ranges::find_if(effects.running, [offset](const Job& one) { return one.record->view().offset == offset; });
    REQUIRE(job != effects.running.end());
    if (attempt.kind != Attempt::Kind::not_begun) effects.begin(*job);
    Job ended = std::move(*job);
    effects.running.erase(job);
    ended.result = std::move(attempt);
    dispatcher.finished(std::move(ended), now);
    dispatcher.tick(now);
  }
  /// Records up to then come together.
  void read_on() {
    is_waiting = false;
    dispatcher.tick(now);
  }
  void acknowledge() {
    REQUIRE_FALSE(effects.sending.empty());
    const Ticket ticket = effects.sending.front();
    effects.sending.pop_front();
    dispatcher.acknowledged(ticket);
  }
  void pass(std::chrono::milliseconds time) {
    now += time;
    dispatcher.tick(now);
  }
  void commit() {
    const auto next = dispatcher.watermarks();
    dispatcher.committed(next);
  }

  FakeEffects effects;
  Dispatcher dispatcher;
  Time now{};
  Position at;
  bool is_waiting = false;  ///< what is read is not handled before read_on()
};

Bed exactly_once() {
  return Bed({.guarantee = Guarantee::exactly_once, .slots = 2, .dead_letter_suffix = "-dlt", .group = "g"});
}

std::vector<std::string> values(const thoth::service::Unit& unit) {
  std::vector<std::string> all;
  for (const auto& [ticket, message] : unit.messages) all.push_back(message->value.value_or("null"));
  return all;
}

}  // namespace

TEST_CASE("dispatcher: done is finished, and the watermark is what may be committed") {
  Bed bed;
  bed.assign();
  CHECK(bed.dispatcher.watermarks().empty());
  bed.read(5, "a");
  bed.read(6, "b");
  bed.read(7, "a");
  CHECK(bed.effects.offsets() == Offsets{5, 6});
  bed.finish(6);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 5}});
  bed.finish(5);
  CHECK(bed.effects.offsets() == Offsets{7});
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 7}});
  bed.commit();
  CHECK(bed.dispatcher.watermarks().empty());
  bed.finish(7);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 8}});
  CHECK(bed.dispatcher.records_finished() == 3);
  CHECK(bed.dispatcher.counts().at("t").done == 3);
}

TEST_CASE("dispatcher: where a partition begins is committed, though no record comes") {
  Bed bed;
  const Position start{"t", 0, 7};
  bed.dispatcher.assigned(std::span(&start, 1));
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 7}});
  bed.commit();
  CHECK(bed.dispatcher.watermarks().empty());
  bed.dispatcher.end({"t", 0, 9});
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 9}});
}

TEST_CASE("dispatcher: at least once, a record is finished once all that it sends is acknowledged") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "a");
  bed.finish(0, sent("x"));
  REQUIRE(bed.effects.sending.size() == 1);
  CHECK(bed.dispatcher.outbox_of(bed.effects.sending.front())->front().value == "x");
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 0}});
  // The next of its key is handled meanwhile.
  CHECK(bed.effects.offsets() == Offsets{1});
  bed.finish(1);
  bed.acknowledge();
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 2}});
}

TEST_CASE("dispatcher: a retry parks its key alone") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "a");
  bed.read(2, "b");
  bed.finish(0, attempt_of(Attempt::Kind::retry));
  bed.finish(2);
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.next_tick() == bed.now + 100ms);
  bed.pass(99ms);
  CHECK(bed.effects.running.empty());
  bed.pass(1ms);
  CHECK(bed.effects.offsets() == Offsets{0});
  CHECK(bed.effects.running.front().attempt == 2);
  bed.finish(0);
  CHECK(bed.effects.offsets() == Offsets{1});
  bed.finish(1);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 3}});
  CHECK(bed.dispatcher.counts().at("t").retries == 1);
  CHECK(bed.dispatcher.counts().at("t").attempts == 4);
}

TEST_CASE("dispatcher: when the attempts are used up, the record goes to the dead letters") {
  Bed bed;
  bed.assign();
  bed.read(0);
  for (int i = 0; i < 3; ++i) {
    bed.finish(0, attempt_of(Attempt::Kind::retry));
    bed.pass(1h);
  }
  REQUIRE(bed.effects.sending.size() == 1);
  const Outgoing& letter = bed.dispatcher.outbox_of(bed.effects.sending.front())->front();
  CHECK(letter.topic == "t-dlt");
  CHECK(letter.value == "v");
  CHECK(letter.headers.back() == thoth::Header{"thoth-attempts", "3"});
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 0}});
  bed.acknowledge();
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  CHECK(bed.dispatcher.counts().at("t").dead_letters == 1);
}

TEST_CASE("dispatcher: dead_letter() and invalid records are not tried again") {
  Bed bed;
  bed.assign();
  bed.read(0);
  bed.finish(0, attempt_of(Attempt::Kind::dead_letter));
  bed.acknowledge();
  bed.read(1);
  bed.finish(1, attempt_of(Attempt::Kind::invalid));
  bed.acknowledge();
  bed.read(2);
  bed.finish(2, attempt_of(Attempt::Kind::invalid, halting));
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 3}});
  CHECK(bed.dispatcher.counts().at("t").dead_letters == 2);
  CHECK(bed.dispatcher.counts().at("t").skipped == 1);
  CHECK(bed.dispatcher.counts().at("t").invalid == 2);
}

TEST_CASE("dispatcher: a dead letter that can never be sent halts its topic") {
  Bed bed;
  bed.assign();
  bed.read(4);
  bed.finish(4, attempt_of(Attempt::Kind::dead_letter));
  bed.dispatcher.refused(bed.effects.sending.front(),
                         Error{ErrorCode::undelivered, "sending to", "t-dlt", "too large"});
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 4"});
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 4}});
  CHECK(bed.effects.events.back().reason == "sending to t-dlt: too large");
}

TEST_CASE("dispatcher: a message that can never be sent fails its record") {
  Bed bed;
  bed.assign();
  bed.read(4);
  bed.finish(4, sent("huge"));
  const Ticket ticket = bed.effects.sending.front();
  bed.effects.sending.pop_front();
  bed.dispatcher.refused(ticket, Error{ErrorCode::undelivered, "sending to", "out", "too large"});
  REQUIRE(bed.effects.sending.size() == 1);
  CHECK(bed.dispatcher.outbox_of(bed.effects.sending.front())->front().topic == "t-dlt");
}

TEST_CASE("dispatcher: a halt stands at the failing record, and what was read past it is read again") {
  Bed bed;
  bed.assign();
  for (std::int64_t offset = 0; offset < 5; ++offset) bed.read(offset, std::string(1, static_cast<char>('a' + offset)));
  CHECK(bed.effects.offsets() == Offsets{0, 1});
  bed.finish(1, attempt_of(Attempt::Kind::halt));
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 1"});
  CHECK(bed.effects.offsets() == Offsets{0});  // none past it is started
  bed.read(5);                                 // fetched before the pause
  bed.dispatcher.end({"t", 0, 6});
  bed.finish(0);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  CHECK(bed.effects.running.empty());
  CHECK(bed.effects.take_log().empty());
  bed.dispatcher.resume("t");
  CHECK(bed.effects.take_log() == Log{"resume t"});
  bed.read(1);
  bed.read(2);
  CHECK(bed.effects.offsets() == Offsets{1});
  bed.finish(1);
  bed.finish(2);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 3}});
}

TEST_CASE("dispatcher: of a topic that may not be read nothing is committed until it may again") {
  Bed bed = exactly_once();
  bed.assign();
  const Position other{"other", 0, 3};
  bed.dispatcher.assigned(std::span(&other, 1));
  bed.read(5, "a");
  bed.finish(5, sent("x"));
  bed.dispatcher.deny("t", "no");
  bed.dispatcher.deny("t", "still no");
  bed.dispatcher.allow("other");
  CHECK(bed.dispatcher.watermarks() == Positions{{"other", 0, 3}});
  CHECK(values(bed.dispatcher.unit()).empty());
  bed.commit();
  CHECK(bed.dispatcher.denied() == std::map<std::string, std::string>{{"t", "still no"}});
  bed.dispatcher.allow("t");
  CHECK(bed.dispatcher.denied().empty());
  CHECK(bed.dispatcher.unit().next == Positions{{"t", 0, 6}});
  CHECK(values(bed.dispatcher.unit()) == Log{"x"});
  using Kind = ServiceEvent::Kind;
  CHECK(bed.effects.kinds() == std::vector{Kind::assigned, Kind::assigned, Kind::denied, Kind::allowed});
  CHECK(bed.effects.events[2].reason == "no");
  CHECK(bed.effects.events[3].topic == "t");
}

TEST_CASE("dispatcher: of two records that halt a topic the first one counts, whichever is told first") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "b");
  bed.finish(1, attempt_of(Attempt::Kind::halt));
  bed.finish(0, attempt_of(Attempt::Kind::halt));
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 1", "seek t 0 to 0"});
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 0}});
}

TEST_CASE("dispatcher: a halt is kept over a rebalance, and other partitions that were fetched are not lost") {
  Bed bed;
  bed.assign(0);
  bed.assign(1);
  bed.read(0);
  bed.finish(0, attempt_of(Attempt::Kind::retry, halting));
  bed.read(8, "", 1);
  bed.read(9, "", 1);
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 0", "seek t 1 to 8"});
  bed.give_up(0);
  bed.revoke(0);
  bed.assign(0);
  bed.read(0);
  CHECK(bed.effects.running.empty());
  CHECK(bed.effects.take_log() == Log{"seek t 0 to 0"});
  CHECK(bed.dispatcher.halted().contains("t"));
  bed.dispatcher.resume("t");
  bed.read(8, "", 1);
  CHECK(bed.effects.offsets() == Offsets{8});
}

TEST_CASE("dispatcher: an operator's halt lets what was begun end, and goes back to the rest") {
  Bed bed;
  bed.assign();
  bed.dispatcher.resume("t");  // not halted: nothing
  for (std::int64_t offset = 0; offset < 4; ++offset) bed.read(offset, "a");
  bed.dispatcher.halt("t", "asked to");
  bed.dispatcher.halt("t", "asked to");
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 1"});
  bed.finish(0);
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  bed.dispatcher.resume("t");
  bed.read(1, "a");
  CHECK(bed.effects.offsets() == Offsets{1});
}

TEST_CASE("dispatcher: an operator's halt keeps a worker from beginning what it was given") {
  Bed bed({.slots = 8, .longest_run = 3});
  bed.assign();
  bed.is_waiting = true;
  for (std::int64_t offset = 0; offset < 4; ++offset) bed.read(offset, "a");
  bed.read_on();
  REQUIRE(bed.effects.runs.back() == Offsets{0, 1, 2});
  bed.dispatcher.halt("t", "asked to");
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 1"});
  CHECK_FALSE(bed.effects.begin(bed.effects.running[1]));
  bed.finish(0);
  bed.finish(1, not_begun());
  bed.finish(2, not_begun());
  CHECK(bed.dispatcher.unhandled() == 0);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  CHECK(bed.dispatcher.counts().at("t").attempts == 1);
}

TEST_CASE("dispatcher: what is to be tried again after an operator's halt waits for the topic to be resumed") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "a");
  bed.dispatcher.halt("t", "asked to");
  bed.finish(0, attempt_of(Attempt::Kind::retry));
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 1", "seek t 0 to 0"});
  bed.pass(1h);
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.unhandled() == 0);
  bed.dispatcher.resume("t");
  bed.read(0, "a");
  CHECK(bed.effects.offsets() == Offsets{0});
  CHECK(bed.effects.running.front().attempt == 1);
}

TEST_CASE("dispatcher: a record that waited for its retry as its topic was halted comes again") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.finish(0, attempt_of(Attempt::Kind::retry));
  bed.dispatcher.halt("t", "asked to");
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 0"});
  bed.pass(1h);
  CHECK(bed.effects.running.empty());
  bed.dispatcher.resume("t");
  bed.read(0, "a");
  CHECK(bed.effects.offsets() == Offsets{0});
  CHECK(bed.effects.running.front().attempt == 1);
}

TEST_CASE("dispatcher: a partition with too many records in memory is paused, and no other") {
  Bed bed({.slots = 1, .max_in_flight = 4});
  bed.assign(0);
  bed.assign(1);
  for (std::int64_t offset = 0; offset < 4; ++offset) bed.read(offset);
  CHECK(bed.effects.take_log() == Log{"pause t 0"});
  bed.read(0, "", 1);
  bed.finish(0);
  bed.finish(0);  // of partition 1: the lanes take turns
  CHECK(bed.effects.take_log().empty());
  bed.finish(1);
  CHECK(bed.effects.take_log() == Log{"resume t 0"});
  for (std::int64_t offset = 4; offset < 6; ++offset) bed.read(offset);
  CHECK(bed.effects.take_log() == Log{"pause t 0"});
  bed.give_up(0);
  bed.revoke(0);
  CHECK(bed.effects.take_log() == Log{"resume t 0"});
}

TEST_CASE("dispatcher: no more handlers run than there are slots") {
  Bed bed({.slots = 3});
  bed.assign();
  for (std::int64_t offset = 0; offset < 9; ++offset) bed.read(offset, std::to_string(offset));
  CHECK(bed.effects.running.size() == 3);
  CHECK(bed.dispatcher.running() == 3);
  bed.lose();
  bed.assign();
  bed.read(9, "9");
  CHECK(bed.effects.running.size() == 3);
  bed.finish(0);
  CHECK(bed.effects.offsets() == Offsets{1, 2, 9});
}

TEST_CASE("dispatcher: records of one key are given to a worker together, those of others apart") {
  Bed bed({.slots = 8, .longest_run = 3});
  bed.assign();
  bed.read(0, "a");
  for (std::int64_t offset = 1; offset < 6; ++offset) bed.read(offset, "a");
  bed.read(6, "b");
  CHECK(bed.effects.runs == std::vector<Offsets>{{0}, {6}});
  bed.finish(0);
  CHECK(bed.effects.runs.back() == Offsets{1, 2, 3});
  bed.finish(1);
  bed.finish(2);
  CHECK(bed.effects.runs.size() == 3);
  bed.finish(3);
  CHECK(bed.effects.runs.back() == Offsets{4, 5});
  CHECK(bed.dispatcher.counts().at("t").attempts == 7);
}

TEST_CASE("dispatcher: what a single worker is given together may be of several keys, those of one in a row") {
  Bed bed({.slots = 8, .longest_run = 4, .lanes_in_run = 3});
  bed.assign();
  bed.is_waiting = true;
  std::int64_t next = 0;
  for (const char* key : {"a", "b", "a", "c", "d", "b"}) bed.read(next++, key);
  bed.read_on();
  CHECK(bed.effects.runs == std::vector<Offsets>{{0, 2, 1, 5}, {3, 4}});
  bed.finish(0, attempt_of(Attempt::Kind::retry));
  bed.finish(2, not_begun());
  for (const std::int64_t offset : {1, 5, 3, 4}) bed.finish(offset);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 0}});
  bed.pass(100ms);
  CHECK(bed.effects.runs.back() == Offsets{0});
  bed.finish(0);
  CHECK(bed.effects.runs.back() == Offsets{2});
  bed.finish(2);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 6}});
}

TEST_CASE("dispatcher: records that a worker hands back come again in order, after the one that stopped the run") {
  Bed bed({.slots = 8, .longest_run = 3});
  bed.assign();
  for (std::int64_t offset = 0; offset < 4; ++offset) bed.read(offset, "a");
  bed.finish(0);
  CHECK(bed.effects.runs.back() == Offsets{1, 2, 3});
  bed.finish(1, attempt_of(Attempt::Kind::retry));
  bed.finish(2, not_begun());
  bed.finish(3, not_begun());
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  bed.pass(100ms);
  CHECK(bed.effects.runs.back() == Offsets{1});
  CHECK(bed.effects.running.front().attempt == 2);
  bed.finish(1);
  CHECK(bed.effects.runs.back() == Offsets{2, 3});
  CHECK(bed.effects.running.front().attempt == 1);
  bed.finish(2, not_begun());
  bed.finish(3, not_begun());
  bed.finish(2);
  bed.finish(3);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 4}});
  CHECK(bed.dispatcher.counts().at("t").attempts == 5);
}

TEST_CASE("dispatcher: what is halted, given up or lost is not begun by a worker that has it") {
  Bed bed({.slots = 8, .longest_run = 3});
  bed.assign();
  for (std::int64_t offset = 0; offset < 4; ++offset) bed.read(offset, "a");
  bed.finish(0);
  const auto begins = [&bed](std::int64_t offset) {
    return bed.effects.begin(
        *std::ranges::find(bed.effects.running, offset, [](const Job& job) { return job.record->view().offset; }));
  };
  REQUIRE(begins(1));
  SUBCASE("its topic is halted") {
    bed.finish(1, attempt_of(Attempt::Kind::halt));
    CHECK_FALSE(begins(2));
    CHECK_FALSE(begins(3));
    bed.finish(2, not_begun());
    bed.finish(3, not_begun());
    CHECK(bed.dispatcher.unhandled() == 0);
    bed.dispatcher.resume("t");
    bed.read(1, "a");
    CHECK(begins(1));
    bed.finish(1);
    CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 2}});
  }
  SUBCASE("reading goes back") {
    bed.read(2, "a");
    CHECK_FALSE(begins(2));
  }
  SUBCASE("its partition is given up") {
    bed.give_up();
    CHECK_FALSE(begins(2));
    CHECK_FALSE(bed.dispatcher.is_idle());
    bed.finish(1);
    CHECK(bed.dispatcher.is_idle());  // nobody waits for a worker to hand back the others
    CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 2}});
    bed.finish(2, not_begun());
    bed.finish(3, not_begun());
    CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 2}});
    CHECK(bed.dispatcher.unhandled() == 0);
  }
  SUBCASE("it is lost, and comes back") {
    bed.lose();
    CHECK_FALSE(begins(3));
    bed.assign();
    bed.read(1, "a");
    for (std::int64_t offset = 1; offset < 4; ++offset) bed.finish(offset, not_begun());
    CHECK(bed.effects.offsets() == Offsets{1});
    CHECK(begins(1));
    CHECK(bed.dispatcher.counts().at("t").attempts == 2);  // of 0, and of 1 now
  }
}

TEST_CASE("dispatcher: a handler may be called as its record is read, unless another record could have to come first") {
  Bed bed;
  bed.assign();
  bed.effects.at_once = {done(), bed.now, 500ms};
  bed.read(0, "a");
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  CHECK(bed.dispatcher.records_finished() == 1);
  CHECK(bed.dispatcher.counts().at("t").attempts == 1);
  CHECK(bed.dispatcher.counts().at("t").done == 1);
  CHECK(bed.dispatcher.counts().at("t").handling_seconds == 0.5);

  bed.effects.at_once = {sent("x"), bed.now, 0s};
  bed.read(1, "a");
  CHECK(bed.dispatcher.watermarks().front().offset == 1);
  bed.acknowledge();
  CHECK(bed.dispatcher.watermarks().front().offset == 2);

  bed.effects.at_once = {attempt_of(Attempt::Kind::retry), bed.now, 0s};
  bed.read(2, "a");
  CHECK(bed.dispatcher.unhandled() == 1);
  bed.effects.at_once = {done(), bed.now, 0s};
  bed.read(3, "b");
  CHECK(bed.effects.offsets() == Offsets{3});
  bed.finish(3);
  bed.pass(100ms);
  CHECK(bed.effects.running.front().attempt == 2);
  bed.finish(2);
  CHECK(bed.dispatcher.watermarks().front().offset == 4);
}

TEST_CASE("dispatcher: a revoked partition's handlers are asked to end, and what they finish in time counts") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "b");
  bed.read(2, "b");
  const auto stop = bed.effects.running.front().stop;
  CHECK_FALSE(stop.stop_requested());
  bed.give_up();
  CHECK(stop.stop_requested());
  CHECK_FALSE(bed.dispatcher.is_idle(std::span(&bed.at, 1)));
  bed.read(3, "c");
  bed.finish(0, sent("x"));
  CHECK_FALSE(bed.dispatcher.is_idle(std::span(&bed.at, 1)));
  bed.acknowledge();
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  bed.finish(1, attempt_of(Attempt::Kind::retry));
  CHECK(bed.dispatcher.is_idle(std::span(&bed.at, 1)));
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
  bed.revoke();
  CHECK(bed.dispatcher.watermarks().empty());
  CHECK(bed.effects.kinds() == std::vector{ServiceEvent::Kind::assigned, ServiceEvent::Kind::revoked});
}

TEST_CASE("dispatcher: what is late belongs to no later assignment, and a key waits for its late handler") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.give_up();
  bed.revoke();
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "b");
  CHECK(bed.effects.offsets() == Offsets{0, 1});  // 0 is the old one
  bed.finish(0);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 0}});
  CHECK(bed.effects.offsets() == Offsets{1, 0});
  bed.finish(0);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
}

TEST_CASE("dispatcher: a lost partition commits nothing and sends nothing more") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "b");
  const auto stop = bed.effects.running.front().stop;
  bed.finish(1, sent("x"));
  const Ticket late = bed.effects.sending.front();
  bed.lose();
  CHECK(stop.stop_requested());
  CHECK(bed.dispatcher.outbox_of(late) == nullptr);
  CHECK(bed.dispatcher.watermarks().empty());
  bed.dispatcher.acknowledged(late);
  bed.dispatcher.refused(late, {});
  bed.finish(0);
  CHECK(bed.dispatcher.watermarks().empty());
  CHECK(bed.dispatcher.records_finished() == 0);
  CHECK(bed.effects.kinds() == std::vector{ServiceEvent::Kind::assigned, ServiceEvent::Kind::lost});
}

TEST_CASE("dispatcher: a partition that is given again without being taken begins anew") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.finish(0, sent("x"));
  bed.assign();
  bed.dispatcher.acknowledged(bed.effects.sending.front());
  CHECK(bed.dispatcher.watermarks().empty());
}

TEST_CASE("dispatcher: stopping starts nothing, and lets what runs end") {
  Bed bed;
  bed.assign();
  bed.read(0, "a");
  bed.read(1, "a");
  bed.dispatcher.stop();
  bed.read(2, "b");
  bed.assign(1);
  bed.read(0, "c", 1);
  CHECK(bed.effects.offsets() == Offsets{0});
  CHECK(bed.effects.running.front().stop.stop_requested());
  CHECK_FALSE(bed.dispatcher.is_idle());
  bed.finish(0);
  CHECK(bed.dispatcher.is_idle());
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
}

TEST_CASE("dispatcher: OnFailure::stop ends the service before its record") {
  Bed bed;
  bed.assign();
  SUBCASE("handled by a worker") {
    bed.read(7, "a");
    bed.read(8, "a");
    bed.finish(7, attempt_of(Attempt::Kind::retry, stopping));
  }
  SUBCASE("handled as it is read") {
    bed.effects.at_once = {attempt_of(Attempt::Kind::retry, stopping), bed.now, 0s};
    bed.read(7, "a");
    bed.read(8, "a");
  }
  REQUIRE(bed.effects.ended);
  CHECK(bed.effects.ended->code == ErrorCode::unmet);
  CHECK(bed.effects.ended->text() ==
        "handling t [0] offset 7: broken (mend it and start again: the record is read again)");
  CHECK(bed.effects.running.empty());
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 7}});
}

TEST_CASE("dispatcher: reading that went back undoes what was known from there on") {
  Bed bed;
  bed.assign();
  for (std::int64_t offset = 0; offset < 3; ++offset) bed.read(offset, std::to_string(offset));
  bed.finish(1);
  bed.read(1, "1");
  bed.finish(0);
  CHECK(bed.dispatcher.watermarks() == Positions{{"t", 0, 1}});
}

TEST_CASE("dispatcher: exactly once, messages join as the watermark reaches their records, in order") {
  Bed bed = exactly_once();
  bed.assign();
  for (std::int64_t offset = 0; offset < 4; ++offset) bed.read(offset, std::to_string(offset));
  bed.finish(1, sent("1"));
  bed.finish(2, sent("2"));
  CHECK(bed.effects.sending.empty());
  CHECK(values(bed.dispatcher.unit()).empty());
  CHECK(bed.dispatcher.unit().next == Positions{{"t", 0, 0}});
  bed.finish(0, sent("0"));
  const auto unit = bed.dispatcher.unit();
  CHECK(values(unit) == std::vector<std::string>{"0", "1", "2"});
  CHECK(unit.next == Positions{{"t", 0, 3}});
  // Aborted: the same again, and what came meanwhile.
  bed.finish(3, attempt_of(Attempt::Kind::dead_letter));
  CHECK(values(bed.dispatcher.unit()) == std::vector<std::string>{"0", "1", "2", "v"});
  bed.dispatcher.committed(unit.next);
  CHECK(values(bed.dispatcher.unit()) == std::vector<std::string>{"v"});
  CHECK(bed.dispatcher.unit().next == Positions{{"t", 0, 4}});
  bed.dispatcher.committed(bed.dispatcher.unit().next);
  CHECK(bed.dispatcher.unit().next.empty());
  CHECK(bed.dispatcher.records_finished() == 4);
}

TEST_CASE("dispatcher: exactly once, a unit of fewer records goes up to the first that is left out") {
  Bed bed = exactly_once();
  for (const std::int32_t partition : {0, 1}) {
    bed.assign(partition);
    for (std::int64_t offset = 10; offset < 13; ++offset) bed.read(offset, std::to_string(offset), partition);
    while (!bed.effects.running.empty()) {
      const auto offset = bed.effects.offsets().front();
      bed.finish(offset, offset == 10 ? done() : sent(std::to_string(partition) + "@" + std::to_string(offset)));
    }
  }
  const auto whole = bed.dispatcher.unit(4);
  CHECK(values(whole) == std::vector<std::string>{"0@11", "0@12", "1@11", "1@12"});
  CHECK(whole.records == 4);
  CHECK(whole.next == Positions{{"t", 0, 13}, {"t", 1, 13}});
  CHECK(bed.dispatcher.unit(2).next == Positions{{"t", 0, 13}, {"t", 1, 11}});
  const auto one = bed.dispatcher.unit(1);
  CHECK(values(one) == std::vector<std::string>{"0@11"});
  CHECK(one.next == Positions{{"t", 0, 12}});
  bed.dispatcher.committed(one.next);
  CHECK(values(bed.dispatcher.unit(1)) == std::vector<std::string>{"0@12"});
}

TEST_CASE(
    "dispatcher: exactly once, what waits for its transaction counts as in memory, and does not hold up a drain") {
  Bed bed({.guarantee = Guarantee::exactly_once, .slots = 1, .max_in_flight = 2});
  bed.assign();
  bed.read(0);
  bed.read(1);
  CHECK(bed.effects.take_log() == Log{"pause t 0"});
  CHECK_FALSE(bed.dispatcher.is_held_up());
  bed.finish(0, sent("0"));
  bed.finish(1, sent("1"));
  CHECK(bed.effects.take_log().empty());
  CHECK(bed.dispatcher.is_idle());
  CHECK(bed.dispatcher.is_held_up());
  bed.commit();
  CHECK_FALSE(bed.dispatcher.is_held_up());
  CHECK(bed.effects.take_log() == Log{"resume t 0"});
}

TEST_CASE("dispatcher: exactly once, a message that can never be sent gives way to a dead letter, or halts") {
  Bed bed = exactly_once();
  bed.assign();
  bed.read(0);
  bed.finish(0, sent("huge"));
  const Ticket ticket = bed.dispatcher.unit().messages.front().first;
  bed.dispatcher.refused(ticket, Error{ErrorCode::undelivered, "sending to", "out", "too large"});
  REQUIRE(bed.dispatcher.unit().messages.size() == 1);
  CHECK(bed.dispatcher.unit().messages.front().second->topic == "t-dlt");
  bed.dispatcher.refused(ticket, Error{ErrorCode::undelivered, "sending to", "t-dlt", "too large"});
  CHECK(bed.effects.take_log() == Log{"pause t", "seek t 0 to 0"});
  CHECK(bed.dispatcher.unit().messages.empty());
  CHECK(bed.dispatcher.unit().next == Positions{{"t", 0, 0}});
}

TEST_CASE("dispatcher: exactly once, nothing is committed past a record whose message ends the service") {
  Bed bed = exactly_once();
  bed.assign();
  Attempt huge = attempt_of(Attempt::Kind::done, stopping);
  huge.outbox = sent("huge").outbox;
  bed.read(7);
  bed.finish(7, std::move(huge));
  bed.read(8);
  bed.finish(8, sent("small"));
  const Ticket ticket = bed.dispatcher.unit().messages.front().first;
  bed.dispatcher.refused(ticket, Error{ErrorCode::undelivered, "sending to", "out", "too large"});
  REQUIRE(bed.effects.ended);
  CHECK(bed.dispatcher.unit().next == Positions{{"t", 0, 7}});
  CHECK(bed.dispatcher.unit().messages.empty());
}

namespace {

/// A group of one member that reads topic t, whose even records send a message, which is acknowledged an event later.
/// It checks at each step what must always hold.
class Group {
 public:
  enum class Event : std::uint8_t { finish_first, finish_last, revoke, lose, assign, stop, give_back };
  static constexpr std::int64_t records = 5;

  Group(Guarantee guarantee, std::size_t longest_run, std::size_t lanes_in_run)
      : bed_({.guarantee = guarantee,
              .slots = 2 * longest_run,
              .longest_run = longest_run,
              .lanes_in_run = lanes_in_run}) {}

  void apply(Event event) {
    const auto late = std::exchange(bed_.effects.sending, {});
    step(event);
    for (const Ticket ticket : late) bed_.dispatcher.acknowledged(ticket);
    commit();
    check();
  }

  /// Whoever comes next handles the rest: nothing is lost, and nothing hangs.
  void finish_all() {
    while (!bed_.effects.running.empty()) apply(Event::finish_first);
    if (!is_stopped_) {
      apply(Event::assign);
      while (!bed_.effects.running.empty()) apply(Event::finish_first);
      apply(Event::lose);  // lets the last message be acknowledged too late
      apply(Event::assign);
      while (!bed_.effects.running.empty()) apply(Event::finish_first);
      apply(Event::finish_first);
      if (committed_ != records) fault("not all is committed");
    }
  }

  std::string faults;

 private:
  void fault(const std::string& what) { faults += what + "; "; }

  void step(Event event) {
    switch (event) {
      case Event::finish_first:
        return finish(0);
      case Event::finish_last:
        return finish(bed_.effects.running.empty() ? 0 : bed_.effects.running.size() - 1);
      case Event::revoke:
        bed_.give_up();
        commit();
        bed_.revoke();
        is_assigned_ = false;
        return;
      case Event::lose:
        bed_.lose();
        is_assigned_ = false;
        return;
      case Event::assign:
        return assign();
      case Event::stop:
        bed_.dispatcher.stop();
        is_stopped_ = true;
        return;
      case Event::give_back:
        return give_back();
    }
  }

  /// The worker that was given the last run ends it after its first record.
  void give_back() {
    if (bed_.effects.running.empty()) return;
    const std::size_t run = run_of(bed_.effects.running.back());
    bool is_first = true;
    for (std::size_t i = 0; i < bed_.effects.running.size();) {
      if (run_of(bed_.effects.running[i]) != run || std::exchange(is_first, false)) {
        ++i;
        continue;
      }
      Job job = std::move(bed_.effects.running[i]);
      bed_.effects.running.erase(bed_.effects.running.begin() + static_cast<std::ptrdiff_t>(i));
      job.result = not_begun();
      bed_.dispatcher.finished(std::move(job), bed_.now);
    }
    bed_.dispatcher.tick(bed_.now);
  }

  std::size_t run_of(const Job& job) { return bed_.effects.run_of.at(job.ticket); }

  void assign() {
    if (is_assigned_) return;
    bed_.assign();
    is_assigned_ = true;
    for (std::int64_t offset = committed_; offset < records; ++offset) bed_.read(offset, offset % 2 == 0 ? "a" : "b");
  }

  void finish(std::size_t index) {
    if (index >= bed_.effects.running.size()) return;
    Job job = bed_.effects.running[index];
    bed_.effects.running.erase(bed_.effects.running.begin() + static_cast<std::ptrdiff_t>(index));
    const std::int64_t offset = job.record->view().offset;
    job.result = not_begun();
    if (bed_.effects.begin(job)) {
      handled_.insert(offset);
      job.result = offset % 2 == 0 ? sent(std::to_string(offset)) : done();
    }
    bed_.dispatcher.finished(std::move(job), bed_.now);
    bed_.dispatcher.tick(bed_.now);
  }

  void commit() {
    const auto unit = bed_.dispatcher.unit();
    for (const Position& next : unit.next) {
      if (next.offset < committed_) fault("the committed offset went back");
      for (std::int64_t offset = committed_; offset < next.offset; ++offset) {
        if (!handled_.contains(offset)) fault("committed though it was not handled");
      }
      committed_ = std::max(committed_, next.offset);
    }
    for (const auto& [ticket, message] : unit.messages) {
      if (!messages_.insert(*message->value).second) fault("sent twice");
    }
    bed_.dispatcher.committed(unit.next);
  }

  void check() {
    std::map<std::string_view, std::size_t> runs;
    for (const Job& job : bed_.effects.running) {
      const auto of_key = runs.try_emplace(*job.record->view().key, run_of(job)).first;
      if (of_key->second != run_of(job)) fault("two of one key at a time");
      if (!job.stop.stop_requested() && (is_stopped_ || !is_assigned_)) fault("not asked to end");
      if (seen_.insert(job.ticket).second && (is_stopped_ || !is_assigned_)) fault("started though it may not be");
    }
    if (bed_.dispatcher.running() != bed_.effects.running.size()) fault("wrong count of handlers");
  }

  Bed bed_;
  bool is_assigned_ = false;
  bool is_stopped_ = false;
  std::int64_t committed_ = 0;
  std::set<Ticket> seen_;  ///< records whose handlers were started
  std::set<std::int64_t> handled_;
  std::set<std::string> messages_;
};

/// Sanitizers take ten times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int depth_of_all = 5;
#else
constexpr int depth_of_all = 6;
#endif

/// Every sequence of events of that length.
std::string faults_of_all(Guarantee guarantee, std::size_t longest_run, std::size_t lanes_in_run, int depth) {
  const int events = longest_run == 1 ? 6 : 7;  // a run of one record leaves nothing to hand back
  int count = 1;
  for (int i = 0; i < depth; ++i) count *= events;
  for (int number = 0; number < count; ++number) {
    Group group(guarantee, longest_run, lanes_in_run);
    group.apply(Group::Event::assign);
    std::string sequence;
    for (int i = 0, rest = number; i < depth; ++i, rest /= events) {
      sequence += std::to_string(rest % events);
      group.apply(static_cast<Group::Event>(rest % events));
    }
    group.finish_all();
    if (!group.faults.empty()) return sequence + ": " + group.faults;
  }
  return {};
}

}  // namespace

TEST_CASE("dispatcher: at least once, in every order of six events nothing is lost and nothing hangs") {
  CHECK(faults_of_all(Guarantee::at_least_once, 1, 1, depth_of_all) == "");
}

TEST_CASE("dispatcher: exactly once, in every order of six events nothing is lost, sent twice, or hangs") {
  CHECK(faults_of_all(Guarantee::exactly_once, 1, 1, depth_of_all) == "");
}

TEST_CASE(
    "dispatcher: the same holds where workers are given several records, of one key or two, in every order of four "
    "events") {
  for (const std::size_t lanes_in_run : {1U, 2U}) {
    CHECK(faults_of_all(Guarantee::at_least_once, 3, lanes_in_run, depth_of_all - 2) == "");
    CHECK(faults_of_all(Guarantee::exactly_once, 3, lanes_in_run, depth_of_all - 2) == "");
  }
}
