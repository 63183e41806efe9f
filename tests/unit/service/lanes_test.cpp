// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/lanes.hpp"

#include <doctest/doctest.h>

#include <vector>

using thoth::service::LaneKey;
using thoth::service::Lanes;
using thoth::service::Ticket;
using Tickets = std::vector<Ticket>;

namespace {

const LaneKey key_a{0, "a"};
const LaneKey key_b{0, "b"};

}  // namespace

TEST_CASE("lanes: records of one lane come one after another") {
  Lanes lanes;
  auto& a = lanes.push(key_a, 1);
  CHECK(&lanes.push(key_a, 2) == &a);
  auto& b = lanes.push(key_b, 3);
  CHECK(lanes.next(1) == Tickets{1});
  CHECK(lanes.next(1) == Tickets{3});
  CHECK(lanes.next(1).empty());
  lanes.release(a, 1);
  CHECK(lanes.next(1) == Tickets{2});
  CHECK(lanes.next(1).empty());
  CHECK(lanes.size() == 2);
  lanes.release(a, 2);
  lanes.release(b, 3);
  CHECK(lanes.size() == 0);
}

TEST_CASE("lanes: keys of other partitions have their own") {
  Lanes lanes;
  lanes.push(key_a, 1);
  lanes.push({1, "a"}, 2);
  CHECK(lanes.next(9) == Tickets{1});
  CHECK(lanes.next(9) == Tickets{2});
}

TEST_CASE("lanes: several of one lane may be given out, which is free once all are done with") {
  Lanes lanes;
  auto& a = lanes.push(key_a, 1);
  for (Ticket ticket = 2; ticket < 5; ++ticket) lanes.push(key_a, ticket);
  CHECK(lanes.next(3) == Tickets{1, 2, 3});
  lanes.release(a, 1);
  lanes.release(a, 3);  // whichever ends first
  CHECK(lanes.next(3).empty());
  lanes.release(a, 2);
  CHECK(lanes.next(3) == Tickets{4});
}

TEST_CASE("lanes: what was not begun comes again in its old place") {
  Lanes lanes;
  auto& a = lanes.push(key_a, 1);
  for (Ticket ticket = 2; ticket < 5; ++ticket) lanes.push(key_a, ticket);
  CHECK(lanes.next(3) == Tickets{1, 2, 3});
  lanes.release(a, 1);
  lanes.put_back(a);
  CHECK(lanes.next(3).empty());
  lanes.put_back(a);
  CHECK(lanes.next(3) == Tickets{2, 3, 4});
}

TEST_CASE("lanes: a record that is tried again keeps its lane, and comes alone") {
  Lanes lanes;
  auto& a = lanes.push(key_a, 1);
  lanes.push(key_a, 2);
  CHECK(lanes.next(2) == Tickets{1, 2});
  lanes.put_back(a);
  CHECK(lanes.next(2).empty());
  lanes.again(a);
  CHECK(lanes.next(2) == Tickets{1});
  CHECK(lanes.next(2).empty());
  lanes.again(a);
  lanes.release(a, 1);  // it was dropped before its turn
  CHECK(lanes.next(2) == Tickets{2});
  CHECK(lanes.next(2).empty());
}

TEST_CASE("lanes: a lane is taken until its handler ends, though other records of it are gone") {
  Lanes lanes;
  auto& a = lanes.push(key_a, 1);
  lanes.push(key_a, 2);
  CHECK(lanes.next(1) == Tickets{1});
  lanes.remove(a, 2);
  CHECK(&lanes.push(key_a, 3) == &a);
  CHECK(lanes.next(1).empty());
  lanes.release(a, 1);
  CHECK(lanes.next(1) == Tickets{3});
}

TEST_CASE("lanes: what is taken out does not come") {
  Lanes lanes;
  auto& a = lanes.push(key_a, 1);
  lanes.push(key_a, 2);
  lanes.remove(a, 1);
  CHECK(lanes.next(1) == Tickets{2});
  lanes.remove(lanes.push(key_b, 3), 3);
  CHECK(lanes.next(1).empty());
  lanes.release(a, 2);
  CHECK(lanes.size() == 0);
}
