// SPDX-License-Identifier: GPL-3.0-or-later
#include "consuming/assignment.hpp"

#include <doctest/doctest.h>

using namespace thoth::kafka;

namespace {

const std::vector<Position> two_and_one = {{"a", 0, 5}, {"a", 1, 6}, {"b", 0, 7}};

}  // namespace

TEST_CASE("partitions come and go, each with its position") {
  Assignment assignment;
  CHECK(assignment.find("a", 0) == nullptr);
  assignment.add(two_and_one);
  CHECK(assignment.positions() == two_and_one);
  assignment.find("a", 1)->next.offset = 9;
  CHECK(assignment.find("a", 1)->next.offset == 9);
  CHECK(assignment.find("b", 0)->next.offset == 7);
  CHECK(assignment.find("b", 1) == nullptr);
  assignment.remove(std::span(two_and_one).first(1));
  CHECK(assignment.positions() == std::vector<Position>{{"a", 1, 9}, {"b", 0, 7}});
  assignment.clear();
  CHECK(assignment.positions().empty());
}

TEST_CASE("a partition that is given again starts anew") {
  Assignment assignment;
  assignment.add(two_and_one);
  assignment.find("a", 0)->is_paused = true;
  assignment.add(std::vector<Position>{{"a", 0, 1}});
  CHECK(assignment.positions().size() == 3);
  CHECK(assignment.find("a", 0)->next.offset == 1);
  CHECK_FALSE(assignment.find("a", 0)->is_paused);
}

TEST_CASE("what is held back stays so while partitions come and go") {
  Assignment assignment;
  assignment.add(two_and_one);
  assignment.hold_back("a");
  assignment.hold_back(std::span(two_and_one).last(1));
  assignment.clear();
  CHECK(assignment.is_held_back({"a", 7, 0}));
  CHECK(assignment.is_held_back({"b", 0, 0}));
  CHECK_FALSE(assignment.is_held_back({"b", 1, 0}));
}

TEST_CASE("a topic is let go with its partitions, a partition only by itself") {
  Assignment assignment;
  assignment.hold_back("a");
  assignment.hold_back(two_and_one);
  assignment.let_go(two_and_one);
  CHECK(assignment.is_held_back({"a", 0, 0}));
  CHECK_FALSE(assignment.is_held_back({"b", 0, 0}));
  assignment.hold_back(two_and_one);
  assignment.let_go("a");
  CHECK_FALSE(assignment.is_held_back({"a", 0, 0}));
  CHECK(assignment.is_held_back({"b", 0, 0}));
}
