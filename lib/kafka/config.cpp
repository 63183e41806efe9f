// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/config.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "base/ascii.hpp"
#include "base/read_file.hpp"
#include "kafka/defaults.hpp"
#include "kafka/property.hpp"

namespace thoth::kafka {
namespace {

/// How an environment variable's text becomes the property's value.
enum class Reading : std::uint8_t { text, boolean, whole_number };

struct Variable {
  const char* name;
  const char* property;
  Reading reading;
};

constexpr std::array variables = {
    Variable{"KAFKA_BOOTSTRAP_SERVERS", "bootstrap.servers", Reading::text},
    Variable{"KAFKA_CLIENT_ID", "client.id", Reading::text},
    Variable{"KAFKA_MESSAGE_MAX_BYTES", "message.max.bytes", Reading::text},
    Variable{"KAFKA_RECEIVE_MESSAGE_MAX_BYTES", "receive.message.max.bytes", Reading::text},
    Variable{"KAFKA_SECURITY_PROTOCOL", "security.protocol", Reading::text},
    Variable{"KAFKA_SSL_CERTIFICATE_LOCATION", "ssl.certificate.location", Reading::text},
    Variable{"KAFKA_SSL_CA_LOCATION", "ssl.ca.location", Reading::text},
    Variable{"KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "ssl.endpoint.identification.algorithm", Reading::text},
    Variable{"KAFKA_SSL_KEY_LOCATION", "ssl.key.location", Reading::text},
    Variable{"KAFKA_SSL_KEY_PASSWORD", "ssl.key.password", Reading::text},
    Variable{"KAFKA_SASL_MECHANISM", "sasl.mechanism", Reading::text},
    Variable{"KAFKA_SASL_USERNAME", "sasl.username", Reading::text},
    Variable{"KAFKA_SASL_PASSWORD", "sasl.password", Reading::text},
    Variable{"KAFKA_CONSUMER_GROUP_ID", "group.id", Reading::text},
    Variable{"KAFKA_CONSUMER_GROUP_INSTANCE_ID", "group.instance.id", Reading::text},
    Variable{"KAFKA_CONSUMER_MAX_POLL_INTERVAL_MS", "max.poll.interval.ms", Reading::whole_number},
    Variable{"KAFKA_CONSUMER_ENABLE_AUTO_COMMIT", "enable.auto.commit", Reading::boolean},
    Variable{"KAFKA_CONSUMER_AUTO_OFFSET_RESET", "auto.offset.reset", Reading::text},
};

/// For topics that get created; those without a name are no setting of a topic on any broker.
struct TopicVariable {
  const char* name;
  const char* setting;
  const char* refused;
};

constexpr std::array topic_variables = {
    TopicVariable{"KAFKA_TOPIC_PRODUCER_COMPRESSION_TYPE", "compression.type", nullptr},
    TopicVariable{"KAFKA_TOPIC_PRODUCER_COMPRESSION_LEVEL", nullptr, "compression.level"},
    TopicVariable{"KAFKA_TOPIC_CONSUMER_ENABLE_AUTO_COMMIT", nullptr, "enable.auto.commit"},
};

Result<void> put(ResolvedSettings& resolved, Setting setting) {
  setting.value = THOTH_TRY(expand_value(setting.name, setting.source, setting.value));
  THOTH_TRY(check_property(setting));
  resolved.insert_or_assign(canonical_name(setting.name), std::move(setting));
  return {};
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

Result<void> put_file(ResolvedSettings& resolved, const std::string& path, Origin origin) {
  Result<std::string> content = read_file(path);
  if (!content) {
    content.error().doing = "reading configuration file";
    return tl::unexpected<Error>(std::move(content).error());
  }
  std::istringstream lines(*std::move(content));
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string text = trimmed(line);
    if (text.empty() || text.front() == '#') continue;
    const std::string source = path + ":" + std::to_string(number);
    const auto equals = text.find('=');
    const std::string name = equals == std::string::npos ? std::string() : trimmed(text.substr(0, equals));
    if (name.empty()) {
      return fail(ErrorCode::usage, "reading configuration file", source, "expected key=value",
                  "comments begin with #");
    }
    THOTH_TRY(put(resolved, {name, trimmed(text.substr(equals + 1)), origin, source}));
  }
  return {};
}

Result<std::string> whole_number(const Variable& variable, const std::string& text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number) || std::abs(number) > 1e15) {
    return fail(ErrorCode::usage, "setting property", std::string(variable.property) + " (" + variable.name + ")",
                "\"" + text + "\" is not a number", "give milliseconds, such as 300000 or 300000.0");
  }
  return std::to_string(static_cast<std::int64_t>(number));
}

Result<std::string> read_variable(const Variable& variable, const std::string& text) {
  std::string value = THOTH_TRY(expand_value(variable.property, variable.name, text));
  switch (variable.reading) {
    case Reading::boolean:
      return std::string(lower_case(value) == "false" ? "false" : "true");
    case Reading::whole_number:
      return whole_number(variable, value);
    case Reading::text:
      break;
  }
  return value;
}

/// put() reads a value's leading @ again.
std::string escaped(const std::string& value) {
  return value.rfind('@', 0) == 0 ? "@" + value : value;
}

Result<void> put_environment(ResolvedSettings& resolved, const std::map<std::string, std::string>& environment) {
  for (const auto& variable : variables) {
    const auto found = environment.find(variable.name);
    if (found == environment.end() || found->second.empty()) continue;
    std::string value = THOTH_TRY(read_variable(variable, found->second));
    THOTH_TRY(put(resolved, {variable.property, escaped(value), Origin::environment, variable.name}));
  }
  return {};
}

Result<void> put_properties(ResolvedSettings& resolved, const std::vector<std::string>& properties) {
  std::size_t number = 0;
  for (const auto& text : properties) {
    ++number;
    const auto equals = text.find('=');
    const std::string name = equals == std::string::npos ? std::string() : trimmed(text.substr(0, equals));
    if (name.empty()) {
      // A text that is not the name of a property is not shown: it may well be a password.
      const bool is_name = find_property(text) != nullptr;
      return fail(ErrorCode::usage, "invalid", is_name ? "-X \"" + text + '"' : "-X number " + std::to_string(number),
                  "expected KEY=VALUE, such as -X client.id=me");
    }
    THOTH_TRY(put(resolved, {name, text.substr(equals + 1), Origin::property, "-X"}));
  }
  return {};
}

std::vector<Setting> by_name(ResolvedSettings resolved) {
  std::vector<Setting> settings;
  for (auto& entry : resolved) settings.push_back(std::move(entry.second));
  std::sort(settings.begin(), settings.end(), [](const Setting& a, const Setting& b) { return a.name < b.name; });
  return settings;
}

}  // namespace

Result<Config> Config::resolve(const ConfigSources& sources) {
  ResolvedSettings resolved;
  for (const auto& [name, value] : builtin_defaults())
    THOTH_TRY(put(resolved, {name, value, Origin::builtin, "default"}));
  const bool has_file = sources.config_file && !sources.config_file->empty();
  if (!has_file && sources.default_config_file && !sources.default_config_file->empty()) {
    THOTH_TRY(put_file(resolved, *sources.default_config_file, Origin::default_file));
  }
  THOTH_TRY(put_environment(resolved, sources.environment));
  if (has_file) THOTH_TRY(put_file(resolved, *sources.config_file, Origin::file));
  THOTH_TRY(put_properties(resolved, sources.properties));
  for (const auto& [name, value] : sources.options) THOTH_TRY(put(resolved, {name, value, Origin::option, "option"}));
  resolve_defaults(resolved);

  Config config;
  config.settings_ = by_name(std::move(resolved));
  for (const auto& variable : topic_variables) {
    const auto found = sources.environment.find(variable.name);
    if (found == sources.environment.end() || found->second.empty()) continue;
    if (variable.setting == nullptr) {
      config.warnings_.push_back(std::string(variable.name) + " is ignored: brokers have no topic setting " +
                                 variable.refused);
      continue;
    }
    config.topic_settings_[variable.setting] = THOTH_TRY(expand_value(variable.setting, variable.name, found->second));
  }
  return config;
}

Result<Config> Config::with(const std::string& name, const std::string& value) const {
  Setting added{name, value, Origin::option, "option"};
  THOTH_TRY(check_property(added));
  ResolvedSettings resolved;
  for (const auto& setting : settings_) resolved.emplace(canonical_name(setting.name), setting);
  resolved.insert_or_assign(canonical_name(name), std::move(added));
  resolve_defaults(resolved);
  Config config = *this;
  config.settings_ = by_name(std::move(resolved));
  return config;
}

const Setting* Config::find(std::string_view name) const {
  const std::string canonical = canonical_name(name);
  const auto found = std::find_if(settings_.begin(), settings_.end(),
                                  [&](const Setting& setting) { return canonical_name(setting.name) == canonical; });
  return found == settings_.end() ? nullptr : &*found;
}

bool Config::is_set_by_user(std::string_view name) const {
  const Setting* const setting = find(name);
  return setting != nullptr && setting->origin != Origin::builtin;
}

std::string Config::value(std::string_view name) const {
  if (const Setting* const setting = find(name)) return setting->value;
  const Property* const known = find_property(name);
  return known == nullptr ? std::string() : known->default_value;
}

std::size_t Config::max_message_bytes() const {
  return static_cast<std::size_t>(std::stoull(value("message.max.bytes")));  // a number, or librdkafka had refused it
}

std::string Config::dump() const {
  std::string text;
  for (const auto& setting : settings_) {
    text += setting.name + " = " + (is_secret(setting.name) ? "***" : setting.value) + "  (" + setting.source + ")\n";
  }
  return text;
}

}  // namespace thoth::kafka
