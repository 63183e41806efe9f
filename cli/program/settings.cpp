// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/settings.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/read_value.hpp"
#include "program/options.hpp"

namespace thoth::cli {
namespace {

const std::vector<std::pair<std::string, LogLevel>>& log_levels() {
  static const std::vector<std::pair<std::string, LogLevel>> levels{
      {"trace", LogLevel::trace}, {"debug", LogLevel::debug}, {"info", LogLevel::info},
      {"warn", LogLevel::warn},   {"error", LogLevel::error}, {"off", LogLevel::off}};
  return levels;
}

Result<LogLevel> level_by_name(const std::string& text) {
  std::vector<std::string> words;
  for (const auto& level : log_levels()) words.push_back(level.first);
  try {
    return log_levels()[parse_word(text, words, "log level")].second;
  } catch (const CLI::ValidationError& error) {
    return fail(ErrorCode::usage, "reading", "THOTH_MSG_LOG_LEVEL", error.what());
  }
}

Result<LogLevel> resolve_level(const GlobalOptions& options, const Environment& environment) {
  if (options.quiet && options.verbose > 0) {
    return fail(ErrorCode::usage, "", "-q cannot be combined with -v", "use one of them");
  }
  if (options.log_level) return *options.log_level;
  if (options.quiet) return LogLevel::error;
  if (options.verbose == 1) return LogLevel::info;
  if (options.verbose == 2) return LogLevel::debug;
  if (options.verbose > 2) return LogLevel::trace;
  if (const auto text = variable(environment, "THOTH_MSG_LOG_LEVEL")) return level_by_name(*text);
  return LogLevel::warn;
}

/// The paths, or patterns of paths, of a variable, with colons between them.
std::vector<std::string> listed(std::string_view paths) {
  std::vector<std::string> list;
  while (!paths.empty()) {
    const std::string_view path = paths.substr(0, paths.find(':'));
    if (!path.empty()) list.emplace_back(path);
    paths.remove_prefix(std::min(path.size() + 1, paths.size()));
  }
  return list;
}

}  // namespace

void setup_global(CLI::App& app, GlobalOptions& options) {
  add_text(
      app, "-b,--bootstrap-servers,--bootstrap-server,--brokers", options.bootstrap_servers, "LIST",
      "Kafka brokers: HOST:PORT, several separated by commas [env: KAFKA_BOOTSTRAP_SERVERS] [default: localhost:9092]");
  add_texts(app, "-X,--property", options.properties, "KEY=VALUE", "Set a librdkafka property (repeatable)");
  add_text(app, "-F,--config", options.config_file, "FILE",
           "Read librdkafka properties from a file of key=value lines [env: THOTH_MSG_CONFIG]");
  add_text(app, "--topic-prefix", options.topic_prefix, "NAME",
           "Prefix of topic names: NAME.BASE-NAME [env: THOTH_DEPLOYMENT_NAME]");
  add_texts(app, "--catalog", options.catalogs, "PATH",
            "Add the message types of an AsyncAPI document, a JSON Schema file, or a folder of them (repeatable) [env: "
            "THOTH_MSG_CATALOG]");
  add_text(app, "--catalog-root", options.catalog_root, "DIR",
           "Let references of a catalog lead to any file in this folder [env: THOTH_MSG_CATALOG_ROOT] [default: the "
           "working tree that holds the catalog]");
  add_texts(app, "--catalog-exclude", options.catalog_exclude, "GLOB",
            "Leave files and folders out of a catalog's folder: a name, or a path in it (repeatable) [env: "
            "THOTH_MSG_CATALOG_EXCLUDE]");
  std::vector<std::string> words;
  for (const auto& level : log_levels()) words.push_back(level.first);
  add_word(
      app, "--log-level", words, [&options](std::size_t index) { options.log_level = log_levels()[index].second; },
      "Log level on standard error [env: THOTH_MSG_LOG_LEVEL] [default: warn]");
  app.add_flag_function(
      "-v,--verbose", [&options](std::int64_t count) { options.verbose = static_cast<int>(count); },
      "Log more: -v is info, -vv debug, -vvv trace");
  add_switch(app, "-q,--quiet", options.quiet, "Log errors only");
  add_choice<LogFormat>(app, "--log-format", options.log_format, {{"text", LogFormat::text}, {"json", LogFormat::json}},
                        "Log format: text, or one JSON object per line [default: text]");
  add_choice<Color>(app, "--color", options.color,
                    {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}},
                    "When to use colour; auto: on a terminal, unless NO_COLOR is set [default: auto]");
  add_duration(app, "--deadline", options.deadline, "Limit the whole run to this time: connect, work, close");
  add_switch(app, "-h", options.short_help, "Print a command's help on one screen");
  add_switch(app, "--help", options.help, "Print a command's whole help");
  add_switch(app, "-V,--version", options.version, "Print the versions of thoth-msg, librdkafka and OpenSSL");
  set_heading(app, "Cluster", {"--bootstrap-servers", "--property", "--config"});
  set_heading(app, "Message types", {"--topic-prefix", "--catalog", "--catalog-root", "--catalog-exclude"});
  set_heading(app, "Log and colours", {"--log-level", "--verbose", "--quiet", "--log-format", "--color"});
  set_heading(app, "The whole run", {"--deadline", "-h", "--help", "--version"});
}

Result<Settings> resolve(const GlobalOptions& options, const Environment& environment) {
  Settings settings;
  settings.log_level = THOTH_TRY(resolve_level(options, environment));
  settings.log_format = options.log_format;
  const bool no_color = variable(environment, "NO_COLOR").has_value() || variable(environment, "TERM") == "dumb";
  settings.color = options.color == Color::automatic && no_color ? Color::never : options.color;
  settings.deadline = options.deadline;

  if (options.topic_prefix && !options.topic_prefix->empty()) {
    settings.topic_prefix = THOTH_TRY(read_value(*options.topic_prefix));
  } else if (const auto prefix = variable(environment, "THOTH_DEPLOYMENT_NAME")) {
    settings.topic_prefix = THOTH_TRY(read_value(*prefix));
  }
  settings.catalogs = options.catalogs;
  std::erase(settings.catalogs, "");
  if (settings.catalogs.empty()) settings.catalogs = listed(variable(environment, "THOTH_MSG_CATALOG").value_or(""));
  settings.catalog_options.root = options.catalog_root;
  if (options.catalog_root.value_or("").empty()) {
    settings.catalog_options.root = variable(environment, "THOTH_MSG_CATALOG_ROOT");
  }
  settings.catalog_options.exclude = options.catalog_exclude;
  std::erase(settings.catalog_options.exclude, "");
  if (settings.catalog_options.exclude.empty()) {
    settings.catalog_options.exclude = listed(variable(environment, "THOTH_MSG_CATALOG_EXCLUDE").value_or(""));
  }
  if (options.bootstrap_servers && !options.bootstrap_servers->empty()) {
    settings.kafka.options.emplace_back("bootstrap.servers", *options.bootstrap_servers);
  }
  settings.kafka.properties = options.properties;
  settings.kafka.environment = environment;
  settings.kafka.config_file = options.config_file;
  settings.kafka.default_config_file = variable(environment, "THOTH_MSG_CONFIG");
  return settings;
}

}  // namespace thoth::cli
