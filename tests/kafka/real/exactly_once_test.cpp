// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "real_cluster.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::soon;

namespace {

/// Where a forwarder is when it is killed.
enum class Death : std::uint8_t { never, after_sending, after_offsets, after_commit };

/// Reads one topic and sends what it read to another, with the offsets in the same transaction. Whoever takes its place
/// has the same group.instance.id and transactional.id.
class Forwarder {
 public:
  Forwarder(const std::string& from, const std::string& to)
      : to_(to),
        config_(real_cluster::config({"group.id=" + to, "group.instance.id=" + to, "transactional.id=" + to,
                                      "auto.offset.reset=earliest", "session.timeout.ms=10000"})),
        producer_(need(Producer::create(config_))),
        consumer_(need(Consumer::create(config_, Membership::group))) {
    // First of all what a killed one left open is aborted: until then its offsets are not settled.
    need(producer_.begin_transaction(soon()));
    need(producer_.abort_transaction(soon()));
    need(consumer_.subscribe({from}));
  }

  /// Forwards at most `count` records, and is killed in the middle of that, or not at all.
  void forward(std::size_t count, Death death) {
    const Wait wait = soon();
    while (batch_.records().size() <= done_) {
      if (wait.over()) FAIL("nothing came to be forwarded");
      done_ = 0;
      need(consumer_.poll(batch_, Wait::at_most(Wait::slice)));
    }
    const auto records = batch_.records().subspan(done_, std::min(count, batch_.records().size() - done_));
    done_ += records.size();
    need(producer_.begin_transaction(soon()));
    std::vector<Position> next;
    for (const Record& record : records) {
      need(producer_.forward(record, to_, {}, soon()));
      const auto known = std::find_if(next.begin(), next.end(),
                                      [&](const Position& position) { return position.partition == record.partition; });
      if (known != next.end()) next.erase(known);
      next.push_back({std::string(record.topic), record.partition, record.offset + 1});
    }
    need(producer_.flush(soon()));
    if (death == Death::after_sending) return;
    need(producer_.send_offsets(next, consumer_, soon()));
    if (death == Death::after_offsets) return;
    need(producer_.commit_transaction(soon()));
  }

  Producer& producer() { return producer_; }

 private:
  std::string to_;
  Config config_;
  Producer producer_;
  Consumer consumer_;
  Batch batch_;
  std::size_t done_ = 0;
};

/// What readers with read_committed see, in order of the values.
std::vector<std::string> sorted_values(const std::string& topic) {
  std::vector<std::string> all;
  for (const auto& record : cluster::read_all(real_cluster::config(), {topic})) {
    all.push_back(record.value.value_or("null"));
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE("what is forwarded in transactions with its offsets comes once, whenever a forwarder is killed") {
  const real_cluster::Topic input("input", 2);
  const real_cluster::Topic output("output", 2);
  std::vector<std::string> values;
  for (int i = 100; i < 140; ++i) values.push_back(std::to_string(i));
  std::vector<Message> messages;
  for (const auto& value : values) messages.push_back({.topic = input.name, .key = value, .value = value});
  cluster::send_all(real_cluster::config(), messages);

  // They are left as they are: to the cluster that is no other than being killed, and some only seem to be dead.
  std::vector<std::unique_ptr<Forwarder>> killed;
  for (const Death death : {Death::after_sending, Death::after_offsets, Death::after_commit, Death::after_offsets}) {
    killed.push_back(std::make_unique<Forwarder>(input.name, output.name));
    killed.back()->forward(7, death);
  }
  Forwarder last(input.name, output.name);
  for (const Wait wait = soon(); sorted_values(output.name).size() < values.size() && !wait.over();) {
    last.forward(7, Death::never);
  }
  CHECK(sorted_values(output.name) == values);
  for (const auto& forwarder : killed) {
    if (forwarder->producer().transaction() == Transaction::committed) continue;
    CHECK(!forwarder->producer().commit_transaction(soon()));
  }
  CHECK(sorted_values(output.name) == values);
}
