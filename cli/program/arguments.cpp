// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/arguments.hpp"

#include <cstddef>

#include "program/options.hpp"

namespace thoth::cli {
namespace {

constexpr char mark = ':';

std::string marked(const std::string& value) {
  return mark + value;
}

bool looks_like_option(const std::string& argument) {
  return argument.size() > 1 && argument.front() == '-';
}

/// The option of a command or of those above it; null: there is none.
CLI::Option* find_option(CLI::App& command, const std::string& name) {
  for (CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    if (CLI::Option* const option = app->get_option_no_throw(name)) return option;
  }
  return nullptr;
}

CLI::App* find_command(CLI::App& command, const std::string& name) {
  const auto found = command.get_subcommands([&name](const CLI::App* sub) { return sub->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

bool takes_values(CLI::App& command) {
  return !command.get_options([](const CLI::Option* option) { return option->get_positional(); }).empty();
}

/// An argument that ends in the name of an option with a value.
struct Named {
  CLI::Option* option = nullptr;     ///< null: the argument names none
  std::string word;                  ///< up to the option's name: "--key", "-k", or "-vk"
  std::optional<std::string> value;  ///< what the argument holds beyond: "--key=x", "-kx"
};

Named read_long(CLI::App& command, const std::string& argument) {
  const auto equals = argument.find('=');
  Named named{nullptr, argument.substr(0, equals), std::nullopt};
  CLI::Option* const option = find_option(command, named.word);
  if (option != nullptr && option->get_items_expected_max() > 0) named.option = option;
  if (equals != std::string::npos) named.value = argument.substr(equals + 1);
  return named;
}

/// Switches may stand before the option: "-vk".
Named read_short(CLI::App& command, const std::string& argument) {
  for (std::size_t at = 1; at < argument.size(); ++at) {
    CLI::Option* const option = find_option(command, {'-', argument[at]});
    if (option == nullptr) break;
    if (option->get_items_expected_max() == 0) continue;
    Named named{option, argument.substr(0, at + 1), std::nullopt};
    if (at + 1 < argument.size()) named.value = argument.substr(at + 1);
    return named;
  }
  return {};
}

/// What a value is called: "FILE", or all that are allowed.
std::string value_names(const CLI::Option& option) {
  std::string names = option.get_type_name();
  const bool is_list = names.find('|') != std::string::npos && names.find('-') == std::string::npos;
  if (!is_list) return names;
  const auto last = names.rfind('|');
  names.replace(last, 1, " or ");
  for (auto bar = names.find('|'); bar != std::string::npos; bar = names.find('|', bar)) names.replace(bar, 1, ", ");
  return names;
}

using Arguments = std::vector<std::string>;

/// Adds the option at `at` and its value, if it has one; returns what it used last.
Arguments::const_iterator add_option(CLI::App& command, Arguments::const_iterator at, const Arguments& arguments,
                                     CommandLine& line) {
  Arguments& words = line.words;
  const Named named = at->starts_with("--") ? read_long(command, *at) : read_short(command, *at);
  if (named.option == nullptr) {
    if (named.value) line.misuse = named.word + " takes no value";
    words.push_back(*at);
    return at;
  }
  words.push_back(named.word);
  if (named.value) {
    words.push_back(marked(*named.value));
    return at;
  }
  const auto next = at + 1;
  const bool needs_value = named.option->get_items_expected_min() > 0;
  if (needs_value && next == arguments.end()) {
    line.misuse = named.word + " needs a value: " + value_names(*named.option);
  }
  if (next == arguments.end() || (!needs_value && looks_like_option(*next))) return at;
  words.push_back(marked(*next));
  return next;
}

}  // namespace

CommandLine mark_values(CLI::App& parser, const std::vector<std::string>& arguments) {
  CommandLine line;
  CLI::App* command = &parser;
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    if (*at == "--") {
      line.rest.emplace(at + 1, arguments.end());
      break;
    }
    if (looks_like_option(*at)) {
      at = add_option(*command, at, arguments, line);
    } else if (CLI::App* const sub = find_command(*command, *at)) {
      line.words.push_back(*at);
      command = sub;
      add_all_options(*command);
    } else {
      line.words.push_back(takes_values(*command) ? marked(*at) : *at);
    }
  }
  return line;
}

std::string unmarked(const std::string& value) {
  return value.empty() ? value : value.substr(1);
}

}  // namespace thoth::cli
