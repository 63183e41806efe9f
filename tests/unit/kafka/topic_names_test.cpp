#include "kafka/topic_names.hpp"

#include <doctest/doctest.h>

#include "cluster/dev_broker.hpp"
#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

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
            .text() ==
        "consuming thoth.repo-intt: there is no such topic on the cluster (did you mean thoth.repo-init?)");
  CHECK(missing_topic("consuming", "x", cluster({"other"})).code == ErrorCode::unreachable);
}

TEST_CASE("topics of the embedded broker") {
  DevBrokerOptions options;
  options.topics = {"mine:3", "thoth.repo-init:2", "plain"};
  const auto topics = dev_topics(options, builtin_types(), "p");
  REQUIRE(topics);
  CHECK(topics->size() == 22);
  int found = 0;
  for (const kafka::DevTopic& topic : *topics) {
    if (topic.name == "p.mine") found += topic.partitions == 3 ? 1 : 0;
    if (topic.name == "p.thoth.repo-init") found += topic.partitions == 2 ? 1 : 0;
    if (topic.name == "p.plain") found += topic.partitions == 1 ? 1 : 0;
  }
  CHECK(found == 3);
  for (const char* wrong : {"a:", "a:0", "a:x", "a:1.5"}) {
    options.topics = {wrong};
    CHECK_FALSE(dev_topics(options, builtin_types(), ""));
  }
}
