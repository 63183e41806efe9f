// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/lanes.hpp"

#include <doctest/doctest.h>

#include <optional>

using thoth::service::LaneKey;
using thoth::service::Lanes;
using thoth::service::Ticket;

namespace {

const LaneKey lane_a{"t", 0, "a"};
const LaneKey lane_b{"t", 0, "b"};

}  // namespace

TEST_CASE("lanes: records of one lane come one after another") {
  Lanes lanes;
  lanes.push(lane_a, 1);
  lanes.push(lane_a, 2);
  lanes.push(lane_b, 3);
  CHECK(lanes.next() == Ticket{1});
  CHECK(lanes.next() == Ticket{3});
  CHECK_FALSE(lanes.next());
  lanes.release(1);
  CHECK(lanes.next() == Ticket{2});
  CHECK_FALSE(lanes.next());
  lanes.release(2);
  lanes.release(3);
  CHECK(lanes.size() == 0);
}

TEST_CASE("lanes: keys of other partitions and topics have their own") {
  Lanes lanes;
  lanes.push(lane_a, 1);
  lanes.push({"t", 1, "a"}, 2);
  lanes.push({"u", 0, "a"}, 3);
  CHECK(lanes.next() == Ticket{1});
  CHECK(lanes.next() == Ticket{2});
  CHECK(lanes.next() == Ticket{3});
}

TEST_CASE("lanes: a record that is tried again keeps its lane") {
  Lanes lanes;
  lanes.push(lane_a, 1);
  lanes.push(lane_a, 2);
  CHECK(lanes.next() == Ticket{1});
  lanes.again(1);
  CHECK(lanes.next() == Ticket{1});
  CHECK_FALSE(lanes.next());
  lanes.again(1);
  lanes.release(1);  // it was dropped before its turn
  CHECK(lanes.next() == Ticket{2});
  lanes.again(1);
  CHECK_FALSE(lanes.next());
}

TEST_CASE("lanes: a lane is taken until its handler ends, though its records are gone") {
  Lanes lanes;
  lanes.push(lane_a, 1);
  lanes.push(lane_a, 2);
  CHECK(lanes.next() == Ticket{1});
  lanes.remove(1);  // taken: only release() frees the lane
  lanes.remove(2);
  lanes.push(lane_a, 3);
  CHECK_FALSE(lanes.next());
  lanes.release(1);
  CHECK(lanes.next() == Ticket{3});
}

TEST_CASE("lanes: what is taken out does not come") {
  Lanes lanes;
  lanes.push(lane_a, 1);
  lanes.push(lane_a, 2);
  lanes.remove(1);
  lanes.remove(1);
  CHECK(lanes.next() == Ticket{2});
  lanes.push(lane_b, 3);
  lanes.remove(3);
  CHECK_FALSE(lanes.next());
  lanes.release(2);
  CHECK(lanes.size() == 0);
}
