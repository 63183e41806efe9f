// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "kafka/cluster.hpp"
#include "thoth/kafka/admin.hpp"

/// A real Kafka, which KAFKA_BOOTSTRAP_SERVERS names; see scripts/kafka.
namespace real_cluster {

inline std::string servers() {
  const char* const named = std::getenv("KAFKA_BOOTSTRAP_SERVERS");
  if (named == nullptr || *named == '\0') FAIL("KAFKA_BOOTSTRAP_SERVERS is not set; start one with scripts/kafka");
  return named;
}

inline thoth::kafka::Config config(std::vector<std::string> properties = {}) {
  return cluster::config(servers(), std::move(properties));
}

/// A topic of the test's own, which goes with it.
class Topic {
 public:
  explicit Topic(const std::string& word, int partitions = 1, std::map<std::string, std::string> settings = {})
      : name(word + "-" + std::to_string(::getpid()) + "-" +
             std::to_string(std::chrono::steady_clock::now().time_since_epoch().count())),
        admin_(cluster::need(thoth::kafka::Admin::create(config()))) {
    cluster::need(admin_.create_topic({name, partitions, 1, std::move(settings)}, cluster::soon()));
  }
  Topic(const Topic&) = delete;
  Topic& operator=(const Topic&) = delete;
  ~Topic() { static_cast<void>(remove()); }

  thoth::Result<std::vector<thoth::kafka::TopicOutcome>> remove() {
    return admin_.delete_topics({name}, cluster::soon());
  }

  const std::string name;

 private:
  thoth::kafka::Admin admin_;
};

}  // namespace real_cluster
