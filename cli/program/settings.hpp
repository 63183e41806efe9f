// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "output/style.hpp"
#include "program/environment.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/catalog_file.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::cli {

/// The options that are taken before or after any command's name, as they were typed.
struct GlobalOptions {
  std::optional<std::string> bootstrap_servers;
  std::vector<std::string> properties;
  std::optional<std::string> config_file;
  std::optional<std::string> topic_prefix;
  std::vector<std::string> catalogs;
  std::optional<std::string> catalog_root;
  std::vector<std::string> catalog_exclude;
  std::optional<LogLevel> log_level;
  int verbose = 0;
  bool quiet = false;
  LogFormat log_format = LogFormat::text;
  Color color = Color::automatic;
  std::optional<std::chrono::milliseconds> deadline;
  bool version = false;
  bool short_help = false;  ///< -h
  bool help = false;        ///< --help
};

/// Adds the global options to the program's parser.
void setup_global(CLI::App& app, GlobalOptions& options);

/// What the options and the environment amount to.
struct Settings {
  kafka::ConfigSources kafka;
  std::string topic_prefix;
  std::vector<std::string> catalogs;  ///< paths
  CatalogOptions catalog_options{};   ///< of all of them
  LogLevel log_level = LogLevel::warn;
  LogFormat log_format = LogFormat::text;
  Color color = Color::automatic;
  std::optional<std::chrono::milliseconds> deadline;
};

/// Joins options and environment: option > environment > default; empty counts as unset. Only @FILE is read.
/// Errors: usage (an unknown log level, -v with -q, an unreadable @FILE).
Result<Settings> resolve(const GlobalOptions& options, const Environment& environment);

}  // namespace thoth::cli
