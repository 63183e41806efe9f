// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "members.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::soon;
using namespace std::chrono_literals;
using thoth::Cause;
using thoth::ErrorCode;

namespace {

/// Long enough for records to come if any did.
constexpr auto a_while = 700ms;

DevBroker two_topics() {
  return need(DevBroker::create({1, {{"t", 2}, {"u", 1}}}));
}

Consumer reader(const DevBroker& broker, const std::vector<std::string>& topics) {
  auto consumer = need(Consumer::create(cluster::config(broker.bootstrap_servers()), Membership::alone));
  need(consumer.start(topics, Start::beginning(), soon()));
  return consumer;
}

std::vector<std::string> places(const std::string& partition, std::int64_t begin, std::int64_t end) {
  std::vector<std::string> all;
  for (; begin < end; ++begin) all.push_back(partition + "@" + std::to_string(begin));
  return all;
}

}  // namespace

TEST_CASE("of a paused partition nothing comes, not even what was fetched before, and then all of it") {
  const DevBroker broker = two_topics();
  members::send(broker, "t", 50);
  auto consumer = reader(broker, {"t"});
  Batch batch;
  for (const Wait wait = soon(); batch.records().empty() && !wait.over();) need(consumer.poll(batch, wait, 1));
  const std::vector<Position> partition = {{"t", 0, 0}};
  consumer.pause(partition);
  CHECK(members::read_for(consumer, a_while) == 0);
  members::send(broker, "t", 2, 1);
  CHECK(members::read(consumer, 2) == places("t[1]", 0, 2));
  consumer.resume(partition);
  CHECK(members::read(consumer, 49) == places("t[0]", 1, 50));
}

TEST_CASE("a partition that is paused at its end goes on without a gap") {
  const DevBroker broker = two_topics();
  members::send(broker, "u", 1);
  auto consumer = reader(broker, {"u"});
  CHECK(members::read(consumer, 1) == places("u[0]", 0, 1));
  members::read_for(consumer, a_while);  // its end
  consumer.pause("u");
  members::send(broker, "u", 2);
  CHECK(members::read_for(consumer, a_while) == 0);
  consumer.resume("u");
  CHECK(members::read(consumer, 2) == places("u[0]", 1, 3));
}

TEST_CASE("a paused topic stays so as its partitions are given and given again") {
  const DevBroker broker = two_topics();
  members::send(broker, "t", 1);
  members::send(broker, "u", 3);
  const auto config = members::config(broker, {"auto.offset.reset=earliest"});
  auto first = need(Consumer::create(config, Membership::group));
  first.pause("u");
  need(first.subscribe({"t", "u"}));
  CHECK(members::read(first, 1) == places("t[0]", 0, 1));
  // The embedded broker takes no offsets while a group rebalances.
  need(first.commit(std::vector<Position>{{"t", 0, 1}}, soon()));
  CHECK(members::read_for(first, a_while) == 0);
  const auto is_of_t = [](const Record& record) { CHECK(record.topic == "t"); };
  {
    auto second = members::join(config, {"t"});
    Batch batch;
    // A member that does not poll gives nothing back: the second would wait until the group does without the first.
    const auto has_a_share = [&] {
      need(first.poll(batch, Wait::at_most(Wait::slice)));
      for (const auto& record : batch.records()) is_of_t(record);
      return !second.assignment().empty();
    };
    members::poll_until(second, has_a_share, is_of_t);
    need(second.close(soon()));
  }
  members::poll_until(
      first, [&first] { return first.assignment().size() == 3; }, is_of_t);
  first.resume("u");
  CHECK(members::read(first, 3) == places("u[0]", 0, 3));
  need(first.close(soon()));
}

TEST_CASE("a consumer goes back and forth") {
  const DevBroker broker = two_topics();
  members::send(broker, "u", 10);
  auto consumer = reader(broker, {"u"});
  CHECK(members::read(consumer, 10) == places("u[0]", 0, 10));
  need(consumer.seek(std::vector<Position>{{"u", 0, 4}}));
  CHECK(consumer.assignment() == std::vector<Position>{{"u", 0, 4}});
  CHECK(members::read(consumer, 6) == places("u[0]", 4, 10));
  need(consumer.seek(std::vector<Position>{{"u", 0, 1}}));
  need(consumer.seek(std::vector<Position>{{"u", 0, 9}}));
  CHECK(members::read(consumer, 1) == places("u[0]", 9, 10));
}

TEST_CASE("a partition can be sought while it is paused") {
  const DevBroker broker = two_topics();
  members::send(broker, "u", 4);
  auto consumer = reader(broker, {"u"});
  CHECK(members::read(consumer, 4) == places("u[0]", 0, 4));
  consumer.pause("u");
  need(consumer.seek(std::vector<Position>{{"u", 0, 2}}));
  CHECK(members::read_for(consumer, a_while) == 0);
  consumer.resume("u");
  CHECK(members::read(consumer, 2) == places("u[0]", 2, 4));
}

TEST_CASE("who seeks in what is not read, or before the beginning, is told") {
  const DevBroker broker = two_topics();
  auto consumer = reader(broker, {"u"});
  const auto elsewhere = consumer.seek(std::vector<Position>{{"u", 0, 0}, {"t", 1, 0}});
  REQUIRE(!elsewhere);
  CHECK(elsewhere.error().text() == "seeking in t [1]: this consumer does not read it");
  CHECK(elsewhere.error().code == ErrorCode::usage);
  const auto before = consumer.seek(std::vector<Position>{{"u", 0, -1}});
  REQUIRE(!before);
  CHECK(before.error().text() == "seeking in u [0]: there is no offset -1");
}
