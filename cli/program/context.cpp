// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/context.hpp"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <optional>
#include <string>

#include "base/terminal_text.hpp"
#include "program/habits.hpp"
#include "program/signals.hpp"

// Cyrus SASL's, which librdkafka brings along; null where librdkafka was built without it.
extern "C" __attribute__((weak)) int sasl_set_path(int path_type, char* path);

namespace thoth::cli {
namespace {

/// Other tools have properties of their own, which librdkafka does not know.
Error with_habit(Error error) {
  const std::string name = error.subject.substr(0, error.subject.find(' '));
  if (const auto advice = advice_for_habit(property_habits, name, "")) error.advice = *advice;
  return error;
}

/// Its first client has librdkafka start Cyrus SASL, which loads every mechanism that is installed: a quarter of the
/// instructions of sending one message. But librdkafka speaks all mechanisms but Kerberos' itself, so that there is
/// nothing to load otherwise.
void leave_out_sasl_plugins(const kafka::Config& config) {
  const bool is_sasl = ::strncasecmp(config.value("security.protocol").c_str(), "sasl", 4) == 0;
  if ((is_sasl && config.value("sasl.mechanism") == "GSSAPI") || sasl_set_path == nullptr) return;
  constexpr int plugins = 0;  // SASL_PATH_TYPE_PLUGIN in sasl/sasl.h
  std::string nowhere = "/dev/null";
  sasl_set_path(plugins, nowhere.data());
}

}  // namespace

std::optional<std::chrono::steady_clock::time_point> Context::deadline() const {
  if (!settings.deadline) return std::nullopt;
  return started + std::min(*settings.deadline, longest);
}

std::chrono::milliseconds Context::deadline_left() const {
  const auto end = deadline();
  if (!end) return std::chrono::milliseconds{0};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*end - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds{1});
}

kafka::Wait Context::wait(std::chrono::milliseconds max) const {
  if (settings.deadline) max = std::min(max, deadline_left());
  return kafka::Wait::at_most(max, &signals::stop());
}

Result<void> Context::page(std::string_view text) {
  if (!out.is_terminal()) return out.write(text);
  append_terminal_safe(text, paged);
  return {};
}

double Context::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

Result<kafka::Config> kafka_config(Context& context, const std::vector<std::pair<std::string, std::string>>& options) {
  kafka::ConfigSources sources = context.settings.kafka;
  sources.options.insert(sources.options.end(), options.begin(), options.end());
  std::optional<signals::EndAtOnce> at_once(std::in_place, context.deadline_left());
  auto config = kafka::Config::resolve(sources);
  at_once.reset();
  if (!config) return tl::unexpected<Error>(with_habit(config.error()));
  for (const std::string& warning : config->warnings()) context.console.warn(warning);
  for (const kafka::Setting& setting : config->settings()) {
    context.console.debug(fmt::format("{} = {} ({})", setting.name,
                                      kafka::is_secret(setting.name) ? "***" : setting.value, setting.source));
  }
  leave_out_sasl_plugins(*config);
  return config;
}

}  // namespace thoth::cli
