// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/permissions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using thoth::Error;
using thoth::kafka::Position;
using thoth::service::denied_topic;
using thoth::service::is_denial;
using thoth::service::Permissions;

namespace {

const std::vector<Position> of_t{{"t", 0, 5}, {"t", 1, 5}};
const std::vector<Position> of_u{{"u", 0, 0}};

}  // namespace

TEST_CASE("permissions: a denial is what Kafka calls an authorization that failed, of a topic or a group") {
  Error error;
  CHECK_FALSE(is_denial(error));
  for (const int code : {29, 30}) {
    error.kafka_code = code;
    CHECK(is_denial(error));
  }
  error.kafka_code = 31;  // CLUSTER_AUTHORIZATION_FAILED
  CHECK_FALSE(is_denial(error));
}

TEST_CASE("permissions: a denial is of the topic that its error names, or else of the group") {
  const std::vector<std::string> topics{"t", "t.u"};
  Error error;
  for (const auto& [subject, topic] :
       std::vector<std::pair<std::string, std::string>>{{"t", "t"}, {"t.u [7]", "t.u"}, {"t:9092", ""}, {"", ""}}) {
    error.subject = subject;
    CHECK(denied_topic(error, topics) == topic);
  }
}

TEST_CASE("permissions: before the group gives partitions nothing was granted") {
  Permissions permissions;
  CHECK_FALSE(permissions.was_granted(""));
  CHECK_FALSE(permissions.was_granted("t"));
  permissions.assigned({});
  CHECK(permissions.was_granted(""));
  CHECK(permissions.was_granted("t"));
}

TEST_CASE("permissions: the first partitions have to be read before a denial counts as taken away") {
  Permissions permissions;
  permissions.assigned(of_t);
  CHECK(permissions.awaits_reads());
  CHECK(permissions.was_granted(""));
  CHECK_FALSE(permissions.was_granted("t"));
  // Later ones come from a member that read them.
  permissions.assigned(of_u);
  CHECK(permissions.was_granted("u"));
  CHECK_FALSE(permissions.read("t"));
  CHECK(permissions.was_granted("t"));
  CHECK_FALSE(permissions.awaits_reads());
}

TEST_CASE("permissions: what is read after it was asked for again is allowed again, once") {
  Permissions permissions;
  permissions.assigned({});
  permissions.denied("t");
  CHECK_FALSE(permissions.read("t"));  // came before the denial
  permissions.asked_again("t");
  CHECK(permissions.awaits_reads());
  CHECK_FALSE(permissions.read("u"));
  CHECK(permissions.read("t"));
  CHECK_FALSE(permissions.read("t"));
  permissions.asked_again("t");
  permissions.denied("t");
  CHECK_FALSE(permissions.read("t"));
}
