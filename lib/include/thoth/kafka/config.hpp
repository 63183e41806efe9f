// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thoth/error.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// Everything a configuration is made of. In every value, wherever it comes from, `@FILE` means that file's
/// content without its last newline, and `@@x` for the text `@x`.
struct ConfigSources {
  /// From command-line options of their own: librdkafka's property name and value ("bootstrap.servers", "host:9092").
  std::vector<std::pair<std::string, std::string>> options{};
  /// From -X, as given: "KEY=VALUE". Of one property named twice the last counts.
  std::vector<std::string> properties{};
  /// The environment; only KAFKA_* names are looked at, and an empty value counts as unset.
  std::map<std::string, std::string> environment{};
  /// A file of key=value lines with # comments, named for this very run: it overrides the environment. Empty text
  /// counts as none.
  std::optional<std::string> config_file{};
  /// The file that is read if config_file is not set; the environment overrides it.
  std::optional<std::string> default_config_file{};
};

/// Where a setting comes from, weakest first: what comes later here overrides.
enum class Origin : std::uint8_t { builtin, default_file, environment, file, property, option };

/// One librdkafka property as it was settled.
struct Setting {
  std::string name;   ///< as its source wrote it: an alias stays the alias
  std::string value;  ///< with `@FILE` read
  Origin origin = Origin::builtin;
  std::string source;  ///< for people: "default", "FILE:LINE", "KAFKA_CLIENT_ID", "-X", "option"
};

/// Settled and checked librdkafka properties. What only producers know does not trouble a consumer, and the other way
/// round: each takes what is its own. Nothing changes it, so that any number of threads may use it.
class Config {
 public:
  /// Settles all sources by precedence: option > -X > configuration file > environment > default
  /// configuration file > default.
  /// Errors: usage (a property that librdkafka does not know, with the nearest name; a value it refuses, with its
  /// reason; KEY=VALUE without "="; an unreadable file, with its name). The value of a secret is in no error.
  static Result<Config> resolve(const ConfigSources& sources);

  /// A copy with one more property set, with the precedence of an option; the value is taken literally, with @ or
  /// without. Errors: usage (librdkafka does not know the property, or refuses the value).
  [[nodiscard]] Result<Config> with(const std::string& name, const std::string& value) const;

  /// All properties that have a value of ours or of the user's, in order of name.
  [[nodiscard]] const std::vector<Setting>& settings() const { return settings_; }
  /// The setting of a property, or of an alias of it; null if librdkafka's own default rules.
  [[nodiscard]] const Setting* find(std::string_view name) const;
  /// True if someone other than this library's defaults set the property.
  [[nodiscard]] bool is_set_by_user(std::string_view name) const;
  /// The property's value, or librdkafka's default for it; empty if there is neither.
  [[nodiscard]] std::string value(std::string_view name) const;
  /// The list of brokers to start from, for messages.
  [[nodiscard]] std::string bootstrap_servers() const { return value("bootstrap.servers"); }
  /// message.max.bytes: the largest message that a producer takes, as wire_size() measures it.
  [[nodiscard]] std::size_t max_message_bytes() const;

  /// Settings for topics that get created (KAFKA_TOPIC_*), by the names brokers know.
  [[nodiscard]] const std::map<std::string, std::string>& topic_settings() const { return topic_settings_; }
  /// What was left out of topic_settings() and why, a sentence each: for callers that create topics.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

  /// "name = value  (source)" a line each, secrets as "***".
  [[nodiscard]] std::string dump() const;

 private:
  Config() = default;

  std::vector<Setting> settings_;
  std::map<std::string, std::string> topic_settings_;
  std::vector<std::string> warnings_;
};

/// True for properties whose values must be shown to nobody: passwords, keys in PEM, OAuth secrets.
[[nodiscard]] bool is_secret(std::string_view property);

}  // namespace thoth::kafka

#pragma GCC visibility pop
