#include "program/context.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

using namespace thoth;
using namespace thoth::cli;

namespace {

/// Where Cyrus SASL is told to look for mechanisms once a configuration is settled; empty: where it always does.
std::string sasl_path(const std::vector<std::pair<std::string, std::string>>& properties) {
  ::unsetenv("SASL_PATH");
  const Settings settings;
  const Environment environment;
  Output out(1, "standard output");
  Console console(LogLevel::off, LogFormat::text, Color::never);
  Context context{settings, environment, out, console};
  REQUIRE(kafka_config(context, properties).has_value());
  const char* const path = std::getenv("SASL_PATH");
  std::string result = path == nullptr ? "" : path;
  ::unsetenv("SASL_PATH");
  return result;
}

}  // namespace

TEST_CASE("mechanisms of Cyrus SASL are loaded for Kerberos alone") {
  CHECK(sasl_path({}) == "/dev/null");
  CHECK(sasl_path({{"security.protocol", "ssl"}}) == "/dev/null");
  CHECK(sasl_path({{"security.protocol", "SASL_SSL"}, {"sasl.mechanism", "PLAIN"}}) == "/dev/null");
  CHECK(sasl_path({{"security.protocol", "SASL_PLAINTEXT"}}).empty());
  CHECK(sasl_path({{"security.protocol", "Sasl_ssl"}, {"sasl.mechanisms", "GSSAPI"}}).empty());
}
