// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/topic_names.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace thoth;
using namespace thoth::kafka;

namespace {

std::vector<kafka::TopicInfo> cluster(const std::vector<std::string>& names) {
  std::vector<kafka::TopicInfo> topics;
  topics.reserve(names.size());
  for (const std::string& name : names) topics.push_back({name, kafka::TopicState::exists, "", {}});
  return topics;
}

}  // namespace

TEST_CASE("what a typed name stands for") {
  CHECK(resolve_topic("", "a", cluster({"a"})) == "a");
  CHECK(resolve_topic("p", "a", cluster({"a", "p.a"})) == "p.a");
  CHECK(resolve_topic("p", "p.a", cluster({"a", "p.a"})) == "p.a");
  CHECK(resolve_topic("p", "a", cluster({"a"})) == "a");
  CHECK(resolve_topic("p", "a", cluster({})) == "p.a");
  CHECK(new_topic("p", "a") == "p.a");
  CHECK(new_topic("p", "p.a") == "p.a");
  CHECK(new_topic("", "a") == "a");
}

TEST_CASE("a missing topic is told with those that are near") {
  CHECK(missing_topic("consuming", "thoth.repo-intt", cluster({"__consumer_offsets", "thoth.repo-init", "other"}))
            .text() == "consuming thoth.repo-intt: no such topic on the cluster (did you mean thoth.repo-init?)");
  CHECK(missing_topic("consuming", "x", cluster({"other"})).code == ErrorCode::unreachable);
}
