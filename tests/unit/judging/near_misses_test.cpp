// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/near_misses.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "program/builtin_types.hpp"

using namespace thoth;

TEST_CASE("a dropped member that is nearly a declared one is found once") {
  const Schema& schema = *cli::builtin_types().find("thoth.repo-init");
  NearMisses found;
  NearMissSearch search(&found);
  const std::vector<DroppedMember> dropped{
      {&schema.root(), "verison"}, {&schema.root(), "other"}, {&schema.root(), "jobid"}};
  search.look_at(schema, dropped);
  search.look_at(schema, dropped);
  NearMissSearch(&found).look_at(schema, dropped);
  CHECK(found.take_sentences() ==
        std::vector<std::string>{"jobid is not a member of thoth.repo-init; did you mean job_id? It is dropped",
                                 "verison is not a member of thoth.repo-init; did you mean version? It is dropped"});
  CHECK(found.take_sentences().empty());
  NearMissSearch(&found).look_at(schema, dropped);
  CHECK(found.take_sentences().empty());
  NearMissSearch(nullptr).look_at(schema, dropped);
}

TEST_CASE("of any number of names, the first ones are looked at") {
  const Schema& schema = *cli::builtin_types().find("thoth.repo-init");
  NearMisses found;
  NearMissSearch search(&found);
  std::vector<std::string> names;
  for (int number = 0; number < 2000; ++number) names.push_back("unlike_all_" + std::to_string(number));
  std::vector<DroppedMember> dropped;
  for (const std::string& name : names) dropped.push_back({&schema.root(), name});
  search.look_at(schema, dropped);
  search.look_at(schema, {{&schema.root(), "verison"}});
  CHECK(found.take_sentences().empty());
}
