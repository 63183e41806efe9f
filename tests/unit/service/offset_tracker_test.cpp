// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/offset_tracker.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

using thoth::service::OffsetTracker;

namespace {

/// The watermark as its definition has it: what lies below it is finished, and it is as far as that goes.
class Naive {
 public:
  void take(std::int64_t offset) {
    forget_from(offset);
    finished_[offset] = false;
    next_ = offset + 1;
  }
  void finish(std::int64_t offset) {
    const auto found = finished_.find(offset);
    if (found != finished_.end()) found->second = true;
  }
  void forget_from(std::int64_t offset) {
    finished_.erase(finished_.lower_bound(offset), finished_.end());
    if (next_ > offset || next_ < 0) next_ = offset;
  }
  [[nodiscard]] std::int64_t watermark() const {
    for (const auto& [offset, is_finished] : finished_) {
      if (!is_finished) return offset;
    }
    return next_;
  }

 private:
  std::map<std::int64_t, bool> finished_;
  std::int64_t next_ = -1;
};

struct Pair {
  OffsetTracker tracker;
  Naive naive;
  std::int64_t wrong = 0;

  void compare() {
    if (tracker.watermark().value_or(-1) != naive.watermark()) ++wrong;
  }
  void take(std::int64_t offset) {
    tracker.take(offset);
    naive.take(offset);
    compare();
  }
  void finish(std::int64_t offset) {
    tracker.finish(offset);
    naive.finish(offset);
    compare();
  }
  void forget_from(std::int64_t offset) {
    tracker.forget_from(offset);
    naive.forget_from(offset);
    compare();
  }
};

}  // namespace

TEST_CASE("offset tracker: the watermark stands before the first record that is not finished") {
  OffsetTracker tracker;
  CHECK_FALSE(tracker.watermark());
  for (const std::int64_t offset : {10, 11, 14, 15}) tracker.take(offset);
  CHECK(tracker.watermark() == 10);
  tracker.finish(11);
  tracker.finish(15);
  CHECK(tracker.watermark() == 10);
  tracker.finish(10);
  CHECK(tracker.watermark() == 14);
  tracker.finish(14);
  CHECK(tracker.watermark() == 16);
  CHECK(tracker.size() == 0);
}

TEST_CASE("offset tracker: the end of a partition counts once all before it is finished") {
  OffsetTracker tracker;
  tracker.reach(5);
  CHECK(tracker.watermark() == 5);
  tracker.take(5);
  tracker.reach(9);
  CHECK(tracker.watermark() == 5);
  tracker.finish(5);
  CHECK(tracker.watermark() == 9);
  tracker.reach(7);
  CHECK(tracker.watermark() == 9);
}

TEST_CASE("offset tracker: what is forgotten is not finished by what is late") {
  OffsetTracker tracker;
  for (std::int64_t offset = 0; offset < 4; ++offset) tracker.take(offset);
  tracker.finish(0);
  tracker.finish(3);
  tracker.forget_from(2);
  tracker.finish(2);
  tracker.finish(1);
  CHECK(tracker.watermark() == 2);
  tracker.take(2);
  tracker.take(3);
  CHECK(tracker.watermark() == 2);
  tracker.finish(2);
  CHECK(tracker.watermark() == 3);
}

TEST_CASE("offset tracker: in a million random orders it says what a naive model says") {
  std::mt19937 random(7);
  const auto below = [&random](std::size_t count) { return static_cast<std::size_t>(random()) % count; };
  std::int64_t wrong = 0;
  for (int order = 0; order < 1'000'000; ++order) {
    Pair both;
    std::vector<std::int64_t> open;
    std::int64_t offset = 0;
    for (std::size_t left = 1 + below(6); left > 0 || !open.empty();) {
      if (left > 0 && (open.empty() || below(2) == 0)) {
        offset += 1 + static_cast<std::int64_t>(below(2));
        both.take(offset);
        open.push_back(offset);
        --left;
      } else if (below(16) == 0) {
        offset = open[below(open.size())];
        both.forget_from(offset);
        std::erase_if(open, [offset](std::int64_t one) { return one >= offset; });
      } else {
        const auto which = open.begin() + static_cast<std::ptrdiff_t>(below(open.size()));
        both.finish(*which);
        open.erase(which);
      }
    }
    wrong += both.wrong;
  }
  CHECK(wrong == 0);
}
