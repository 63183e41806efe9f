// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/help.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iterator>
#include <string_view>
#include <vector>

#include "output/wrapped_text.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t page_width = 80;
constexpr std::size_t description_column = 30;

/// Adds `text` from the description column on, wrapped at words. `used` columns of its first line are taken.
void add_wrapped(std::string_view text, std::size_t used, std::string& out) {
  if (used + 2 > description_column) {
    out += '\n';
    used = 0;
  }
  out.append(description_column - used, ' ');
  append_wrapped(text, description_column, page_width, out);
}

void add_option(const CLI::Option& option, std::string& out) {
  std::string names = "  ";
  if (option.get_snames().empty()) names += "    ";
  bool first = true;
  for (const std::string& name : option.get_snames()) {
    names += fmt::format("{}-{}", first ? "" : ", ", name);
    first = false;
  }
  for (const std::string& name : option.get_lnames()) {
    names += fmt::format("{}--{}", first ? "" : ", ", name);
    first = false;
  }
  if (option.get_items_expected_max() != 0 && !option.get_type_name().empty()) names += ' ' + option.get_type_name();
  out += names;
  add_wrapped(option.get_description(), names.size(), out);
}

void add_options(const CLI::App& app, std::string_view title, std::string& out) {
  const auto options = app.get_options(
      [](const CLI::Option* option) { return option->nonpositional() && !option->get_group().empty(); });
  if (options.empty()) return;
  out += fmt::format("\n{}:\n", title);
  for (const CLI::Option* option : options) add_option(*option, out);
}

/// "PATH...", or "-- COMMAND..." where its type says so.
std::string argument_name(const CLI::Option& argument) {
  const std::string type = argument.get_type_name();
  return (type.starts_with("-- ") ? type : argument.get_name(true, false)) + "...";
}

void add_arguments(const CLI::App& app, std::string& out) {
  const auto arguments = app.get_options([](const CLI::Option* option) { return option->get_positional(); });
  if (arguments.empty()) return;
  out += "\nArguments:\n";
  for (const CLI::Option* argument : arguments) {
    const std::string name = "  " + argument_name(*argument);
    out += name;
    add_wrapped(argument->get_description(), name.size(), out);
  }
}

void add_commands(const CLI::App& app, std::string& out) {
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  if (commands.empty()) return;
  out += "\nCommands:\n";
  for (const CLI::App* command : commands) {
    const std::string name = "  " + command->get_name();
    out += name;
    add_wrapped(command->get_description(), name.size(), out);
  }
}

}  // namespace

std::string command_path(const CLI::App& command) {
  if (command.get_parent() == nullptr) return command.get_name();
  return command_path(*command.get_parent()) + ' ' + command.get_name();
}

std::string help_text(const CLI::App& command) {
  std::string out = command.get_description() + "\n\nUsage: " + command_path(command);
  const auto has_commands = !command.get_subcommands([](const CLI::App*) { return true; }).empty();
  out += has_commands ? " COMMAND [OPTIONS]" : " [OPTIONS]";
  for (const CLI::Option* argument :
       command.get_options([](const CLI::Option* option) { return option->get_positional(); })) {
    out += fmt::format(" [{}]", argument_name(*argument));
  }
  out += '\n';
  add_arguments(command, out);
  add_commands(command, out);
  add_options(command, "Options", out);
  const CLI::App* root = &command;
  while (root->get_parent() != nullptr) root = root->get_parent();
  if (root != &command) add_options(*root, "Options of every command", out);
  if (!command.get_footer().empty()) out += "\nExamples:\n" + command.get_footer();
  return out;
}

}  // namespace thoth::cli
