// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion/model.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

namespace thoth::cli {
namespace {

/// What an option's type, as --help shows it, says about its values.
Offer offer_of(const std::string& type) {
  if (type == "FILE" || type == "PATH" || type == "DIR" || type == "FILE|-") return {Offer::Kind::files, {}};
  if (type == "TYPE") return {Offer::Kind::types, {}};
  if (type == "TOPIC") return {Offer::Kind::topics, {}};
  if (type == "CHANNEL") return {Offer::Kind::channels, {}};
  if (type == "GROUP") return {Offer::Kind::groups, {}};
  if (type == "OFFSET") return {Offer::Kind::words, {"start", "end", "earliest", "latest", "beginning", "newest", "@"}};
  if (type.find("|@FILE") != std::string::npos) return {Offer::Kind::files_after_at, {}};
  if (type.find('|') == std::string::npos || type.find_first_of("@-") != std::string::npos) return {};
  Offer offer{Offer::Kind::words, {}};
  std::string_view rest = type;
  while (!rest.empty()) {
    const auto bar = rest.find('|');
    offer.words.emplace_back(rest.substr(0, bar));
    rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
  }
  return offer;
}

CompletionOption option_of(const CLI::Option& option) {
  CompletionOption result;
  for (const std::string& name : option.get_snames()) result.names.push_back("-" + name);
  // The first long name is the one to offer.
  std::vector<std::string> names = option.get_lnames();
  std::reverse(names.begin(), names.end());
  for (const std::string& name : names) result.names.push_back("--" + name);
  result.description = option.get_description();
  result.takes_value = option.get_items_expected_max() != 0;
  if (result.takes_value) result.value = offer_of(option.get_type_name());
  return result;
}

void add(const CLI::App& app, const std::string& path, CompletionModel& model) {
  CompletionCommand command;
  command.path = path;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      command.argument = offer_of(option->get_type_name());
    } else {
      command.options.push_back(option_of(*option));
    }
  }
  const auto subcommands = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* sub : subcommands) {
    command.subcommands.push_back(sub->get_name());
    command.subcommand_descriptions.push_back(sub->get_description());
  }
  model.commands.push_back(command);
  for (const CLI::App* sub : subcommands) add(*sub, path + '/' + sub->get_name(), model);
}

}  // namespace

CompletionModel completion_model(const CLI::App& root) {
  CompletionModel model;
  add(root, "", model);
  return model;
}

}  // namespace thoth::cli
