// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/help.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/display_width.hpp"
#include "output/wrapped_text.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t description_column = 30;
constexpr std::size_t short_description_column = 26;
constexpr std::size_t short_example_lines = 4;

using Options = std::vector<const CLI::Option*>;

/// The options that have one heading.
struct Section {
  std::string heading;
  Options options;
};

/// Words of a text; what is in brackets, such as [env: NAME], is one word.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  bool in_brackets = false;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : ' ';
    if (c == '[') in_brackets = true;
    if (c == ']') in_brackets = false;
    if (c != ' ' || (in_brackets && at < text.size())) continue;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  return words;
}

/// Adds a text whose first line begins in column `at`, the others in `column`; then a line break.
void add_wrapped(std::string_view text, std::size_t at, std::size_t column, std::string& out) {
  bool is_first = true;
  for (const std::string_view word : words_of(text)) {
    const std::size_t width = display_width(word);
    if (!is_first && at + 1 + width > help_width) {
      out += '\n';
      out.append(column, ' ');
      at = column;
    } else if (!is_first) {
      out += ' ';
      ++at;
    }
    out += word;
    at += width;
    is_first = false;
  }
  out += '\n';
}

/// Adds a name and what it means, which begins in `column`, on the next line if the name is too long.
void add_row(const std::string& name, std::string_view text, std::size_t column, std::string& out) {
  out += name;
  std::size_t used = name.size();
  if (used + 2 > column) {
    out += '\n';
    used = 0;
  }
  out.append(column - used, ' ');
  add_wrapped(text, column, column, out);
}

void add_heading(std::string_view heading, Headings headings, std::string& out) {
  out += headings == Headings::bold ? fmt::format("\n\x1b[1m{}:\x1b[0m\n", heading) : fmt::format("\n{}:\n", heading);
}

enum class Names { all, first };

/// "  -c, --count, --max-messages N".
std::string option_name(const CLI::Option& option, Names which) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back('-' + name);
  for (const std::string& name : option.get_lnames()) {
    names.push_back("--" + name);
    if (which == Names::first) break;
  }
  std::string text = option.get_snames().empty() ? "      " : "  ";
  text += fmt::format("{}", fmt::join(names, ", "));
  if (option.get_items_expected_max() != 0 && !option.get_type_name().empty()) text += ' ' + option.get_type_name();
  return text;
}

/// The options of a command under their headings, both as they were declared.
std::vector<Section> sections_of(const CLI::App& command) {
  std::vector<Section> sections;
  const auto options = command.get_options(
      [](const CLI::Option* option) { return option->nonpositional() && !option->get_group().empty(); });
  for (const CLI::Option* option : options) {
    const std::string& group = option->get_group();
    const std::string heading = group == "OPTIONS" ? "Options" : group;  // as later versions of CLI11 write it
    auto section = std::find_if(sections.begin(), sections.end(),
                                [&heading](const Section& one) { return one.heading == heading; });
    if (section == sections.end()) section = sections.insert(sections.end(), Section{heading, {}});
    section->options.push_back(option);
  }
  return sections;
}

/// All options, the first of each section before the second of any.
Options by_turns(const std::vector<Section>& sections) {
  Options options;
  std::size_t longest = 0;
  for (const Section& section : sections) longest = std::max(longest, section.options.size());
  for (std::size_t turn = 0; turn < longest; ++turn) {
    for (const Section& section : sections) {
      if (turn < section.options.size()) options.push_back(section.options[turn]);
    }
  }
  return options;
}

/// "PATH...", or "-- COMMAND..." where its type says so.
std::string argument_name(const CLI::Option& argument) {
  const std::string type = argument.get_type_name();
  return (type.starts_with("-- ") ? type : argument.get_name(true, false)) + "...";
}

Options arguments_of(const CLI::App& command) {
  return command.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void add_usage(const CLI::App& command, Headings headings, std::string& out) {
  const std::string_view usage = headings == Headings::bold ? "\x1b[1mUsage:\x1b[0m" : "Usage:";
  out += fmt::format("{}\n\n{} {}", command.get_description(), usage, command_path(command));
  out += commands_of(command).empty() ? " [OPTIONS]" : " COMMAND [OPTIONS]";
  for (const CLI::Option* argument : arguments_of(command)) out += fmt::format(" [{}]", argument_name(*argument));
  out += '\n';
}

void add_arguments(const CLI::App& command, std::size_t column, Headings headings, std::string& out) {
  const Options arguments = arguments_of(command);
  if (arguments.empty()) return;
  add_heading("Arguments", headings, out);
  for (const CLI::Option* argument : arguments) {
    add_row("  " + argument_name(*argument), argument->get_description(), column, out);
  }
}

void add_commands(const CLI::App& app, Headings headings, std::string& out) {
  const std::vector<const CLI::App*> commands = commands_of(app);
  if (commands.empty()) return;
  std::size_t column = 0;
  for (const CLI::App* command : commands) column = std::max(column, command->get_name().size() + 4);
  add_heading("Commands", headings, out);
  for (const CLI::App* command : commands) {
    add_row("  " + command->get_name(), command->get_description(), column, out);
  }
}

/// As many of the examples as take a few lines.
std::string first_examples(std::string_view examples) {
  std::string out;
  std::string example;
  std::size_t lines = 0;
  while (!examples.empty()) {
    const auto end = examples.find('\n');
    example += examples.substr(0, end + 1);
    examples.remove_prefix(end + 1);
    ++lines;
    if (examples.starts_with("    ")) continue;  // it goes on
    if (lines > short_example_lines) break;
    out += example;
    example.clear();
  }
  return out;
}

/// An option and what it does in one line, without what is in brackets.
void add_short_row(const CLI::Option& option, std::string& out) {
  std::string row = option_name(option, Names::first);
  row.append(std::max(row.size() + 2, short_description_column) - row.size() - 1, ' ');
  for (const std::string_view word : words_of(option.get_description())) {
    if (!word.starts_with('[')) row += fmt::format(" {}", word);
  }
  cut_after_word(row, help_width);
  out += row + '\n';
}

/// The options of -h, of which `described` are told.
std::string short_options(const std::vector<Section>& sections, std::size_t described, Headings headings) {
  const Options by_weight = by_turns(sections);
  const Options shown(by_weight.begin(), by_weight.begin() + static_cast<std::ptrdiff_t>(described));
  std::string out;
  std::string others;
  if (described != 0) add_heading("Options", headings, out);
  for (const Section& section : sections) {
    for (const CLI::Option* option : section.options) {
      if (std::find(shown.begin(), shown.end(), option) != shown.end()) {
        add_short_row(*option, out);
        continue;
      }
      if (!others.empty()) others += ", ";
      others += option->get_name();
    }
  }
  if (!others.empty()) {
    out += described != 0 ? "  Also " : "\nOptions: ";
    add_wrapped(others, described != 0 ? 7 : 9, 2, out);
  }
  return out;
}

const CLI::App& root_of(const CLI::App& command) {
  return command.get_parent() == nullptr ? command : root_of(*command.get_parent());
}

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::string command_path(const CLI::App& command) {
  if (command.get_parent() == nullptr) return command.get_name();
  return command_path(*command.get_parent()) + ' ' + command.get_name();
}

std::string help_text(const CLI::App& command, Headings headings) {
  std::string out;
  add_usage(command, headings, out);
  if (!command.get_footer().empty()) {
    add_heading("Examples", headings, out);
    out += command.get_footer();
  }
  add_arguments(command, description_column, headings, out);
  add_commands(command, headings, out);
  for (const Section& section : sections_of(command)) {
    add_heading(section.heading, headings, out);
    for (const CLI::Option* option : section.options) {
      add_row(option_name(*option, Names::all), option->get_description(), description_column, out);
    }
  }
  const std::string root = command_path(root_of(command));
  out += command.get_parent() == nullptr
             ? fmt::format("\nAll commands take these options. {} COMMAND --help lists a command's own.\n", root)
             : fmt::format("\nOptions of every command, such as -b and -v, are listed by {} --help.\n", root);
  return out;
}

std::string short_help_text(const CLI::App& command, Headings headings) {
  std::string head;
  add_usage(command, headings, head);
  if (!command.get_footer().empty()) {
    add_heading("Examples", headings, head);
    head += first_examples(command.get_footer());
  }
  add_arguments(command, short_description_column, headings, head);
  add_commands(command, headings, head);
  const std::string path = command_path(command);
  const std::string root = command_path(root_of(command));
  const std::string end = command.get_parent() == nullptr
                              ? fmt::format("\nMore: {} --help, {} COMMAND -h, man {}\n", path, path, path)
                              : fmt::format("\nMore: {} --help; common options: {} --help\n", path, root);
  const std::vector<Section> sections = sections_of(command);
  const std::size_t room = short_help_lines - std::min(short_help_lines, lines_of(head) + lines_of(end));
  for (std::size_t described = by_turns(sections).size();; --described) {
    const std::string options = short_options(sections, described, headings);
    if (lines_of(options) <= room) return fmt::format("{}{}{}", head, options, end);
    if (described == 0) return head + end;
  }
}

}  // namespace thoth::cli
