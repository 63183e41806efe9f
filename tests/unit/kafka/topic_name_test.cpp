// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/topic_name.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace thoth::kafka;

TEST_CASE("a prefix goes before the base name, and off again") {
  CHECK(full_topic("", "thoth.solver.solved-package") == "thoth.solver.solved-package");
  CHECK(full_topic("prod", "thoth.solver.solved-package") == "prod.thoth.solver.solved-package");
  CHECK(base_topic("", "thoth.x") == "thoth.x");
  CHECK(base_topic("prod", "prod.thoth.x") == "thoth.x");
  CHECK(base_topic("prod", "prod.prod.x") == "prod.x");
  CHECK_FALSE(base_topic("prod", "thoth.x"));
  CHECK_FALSE(base_topic("prod", "production.x"));
  CHECK_FALSE(base_topic("prod", "prod"));
  CHECK_FALSE(base_topic("prod", "prod."));
}

TEST_CASE("topics of a catalog come in its order, each once") {
  thoth::Catalog catalog;
  for (const char* version : {"v1", "v2"}) {
    for (const char* topic : {"b", "a"}) {
      auto schema = std::make_shared<thoth::Schema>();
      schema->topic = topic;
      schema->version = version;
      catalog.add(schema);
    }
  }
  CHECK(full_topics(catalog, "p") == std::vector<std::string>{"p.b", "p.a"});
  CHECK(full_topics(catalog, "") == std::vector<std::string>{"b", "a"});
  catalog.leave_out({"a", "a.json", "it is broken", ""});
  CHECK(full_topics(catalog, "p") == std::vector<std::string>{"p.b", "p.a"});
}

TEST_CASE("names are checked by Kafka's rule") {
  for (const char* name : {"a", "A.b_c-9", "..."}) CHECK(check_topic_name(name).has_value());
  CHECK(check_topic_name(std::string(249, 'x')).has_value());
  const auto reason = [](const std::string& name) {
    const auto checked = check_topic_name(name);
    REQUIRE(!checked);
    CHECK(checked.error().code == thoth::ErrorCode::usage);
    return checked.error().reason;
  };
  CHECK(reason("") == "it is empty");
  CHECK(reason(".") == "Kafka does not allow it");
  CHECK(reason("..") == "Kafka does not allow it");
  CHECK(reason("a b") == "character 2 is not allowed");
  CHECK(reason("a/b") == "character 2 is not allowed");
  CHECK(reason("\xc3\xa4") == "character 1 is not allowed");
  CHECK(reason(std::string(250, 'x')) == "it has 250 characters");
  CHECK(check_topic_name("\x1b[2J").error().subject == "\\u001b[2J");
}
