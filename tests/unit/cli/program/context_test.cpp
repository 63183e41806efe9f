// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/context.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>
#include <vector>

using namespace thoth;
using namespace thoth::cli;

namespace {

std::vector<std::string> process_variables() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  return variables;
}

}  // namespace

TEST_CASE("the process's environment stays as it is when a configuration is resolved") {
  const std::vector<std::string> before = process_variables();
  const Settings settings;
  const Environment environment;
  Output out(1, "standard output");
  Console console(LogLevel::off, LogFormat::text, Color::never);
  Context context{settings, environment, out, console};
  const auto config =
      kafka_config(context, {{"security.protocol", "SASL_SSL"}, {"sasl.mechanism", "PLAIN"}, {"client.id", "mine"}});
  REQUIRE(config.has_value());
  CHECK(config->value("client.id") == "mine");
  CHECK(process_variables() == before);
}
