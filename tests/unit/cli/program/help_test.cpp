// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/help.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "program/options.hpp"

using namespace thoth::cli;

namespace {

/// A program with an option of every command, and a command within a command.
struct Program {
  Program() {
    add_switch(app, "-q,--quiet", quiet, "Say less");
    add_command(app, "topics", "Looks after topics", [this](CLI::App& topics) {
      add_command(topics, "create", "Creates topics", [this](CLI::App& create) {
        add_text(create, "--a-name-that-is-longer-than-the-column", text, "TEXT", "What it is");
        add_text(create, "-n,--name", text, "TEXT",
                 std::string(20, 'x') + ' ' + std::string(20, 'y') + ' ' + std::string(20, 'z'));
        add_text(create, "--hidden", text, "TEXT", "Hidden")->group("");
        add_text(create, "--variable", text, "TEXT",
                 "Words before it [env: A_VARIABLE_OF_THE_ENVIRONMENT] [default: a b c]");
        set_heading(create, "How", {"--variable"});
        add_arguments(create, "topic", texts, "TOPIC", "Which");
        create.footer("  test topics create x\n");
      });
    });
    add_all_options(app);
    add_all_options(app);
  }
  CLI::App app{"Does things", "test"};
  bool quiet = false;
  std::optional<std::string> text;
  std::vector<std::string> texts;
};

}  // namespace

TEST_CASE("a command's path names those that lead to it") {
  const Program program;
  const CLI::App* const topics = program.app.get_subcommand("topics");
  CHECK(command_path(program.app) == "test");
  CHECK(command_path(*topics->get_subcommand("create")) == "test topics create");
}

TEST_CASE("help shows usage, examples, arguments, commands, options, and where those of every command are") {
  const Program program;
  const CLI::App* const topics = program.app.get_subcommand("topics");
  const std::string help = help_text(*topics->get_subcommand("create"));
  CHECK(help.starts_with("Creates topics\n\nUsage: test topics create [OPTIONS] [topic...]\n"));
  std::size_t last = 0;
  for (const char* const part :
       {"\nExamples:\n  test topics create x\n", "\nArguments:\n", "\nOptions:\n", "  -n, --name TEXT", "\nHow:\n",
        "\nOptions of every command, such as -b and -v, are listed by test --help.\n"}) {
    CAPTURE(part);
    const auto at = help.find(part);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  CHECK(help.find("hidden") == std::string::npos);
  CHECK(help.find("--quiet") == std::string::npos);
  CHECK(help_text(program.app).find("  -q, --quiet") != std::string::npos);
  CHECK(help_text(*topics).find("Usage: test topics COMMAND [OPTIONS]\n\nCommands:\n  create  Creates") !=
        std::string::npos);
}

TEST_CASE("descriptions begin in one column, below a name that is too long, and fit the page") {
  const Program program;
  const std::string help = help_text(*program.app.get_subcommand("topics")->get_subcommand("create"));
  const std::string column(30, ' ');
  CHECK(help.find("--a-name-that-is-longer-than-the-column TEXT\n" + column + "What it is\n") != std::string::npos);
  CHECK(help.find('\n' + column + std::string(20, 'z')) != std::string::npos);
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
}

TEST_CASE("nothing is wrapped within brackets") {
  const Program program;
  const std::string help = help_text(*program.app.get_subcommand("topics")->get_subcommand("create"));
  CHECK(help.find("Words before it\n" + std::string(30, ' ') + "[env: A_VARIABLE_OF_THE_ENVIRONMENT]\n" +
                  std::string(30, ' ') + "[default: a b c]\n") != std::string::npos);
}

TEST_CASE("headings are bold where asked for, and nothing else differs") {
  const Program program;
  const CLI::App& create = *program.app.get_subcommand("topics")->get_subcommand("create");
  for (const auto text : {help_text, short_help_text}) {
    std::string bold = text(create, Headings::bold);
    CHECK(bold.find("\n\x1b[1mUsage:\x1b[0m test") != std::string::npos);
    CHECK(bold.find("\n\x1b[1mOptions:\x1b[0m\n") != std::string::npos);
    for (const std::string_view escape : {"\x1b[1m", "\x1b[0m"}) {
      for (auto at = bold.find(escape); at != std::string::npos; at = bold.find(escape)) bold.erase(at, escape.size());
    }
    CHECK(bold == text(create, Headings::plain));
  }
}

TEST_CASE("the short help describes the first option of each heading, as far as there is room, and names the others") {
  CLI::App app{"Does things", "test"};
  bool ignored = false;
  std::vector<std::string> many;
  for (int i = 0; i < 40; ++i) {
    many.push_back("--many-" + std::to_string(i));
    add_switch(app, many.back(), ignored, "One of many [default: no]");
  }
  add_switch(app, "--alone", ignored, "Alone");
  set_heading(app, "Many", many);
  set_heading(app, "One", {"--alone"});
  app.footer("  test 1\n  test 2\n  test 3 \\\n    and on\n  test 4\n");
  const std::string help = short_help_text(app);
  CHECK(std::count(help.begin(), help.end(), '\n') <= static_cast<std::ptrdiff_t>(short_help_lines));
  CHECK(help.find("Examples:\n  test 1\n  test 2\n  test 3 \\\n    and on\n\n") != std::string::npos);
  CHECK(help.find("      --many-0            One of many\n") != std::string::npos);
  CHECK(help.find("      --alone             Alone\n") != std::string::npos);
  CHECK(help.find("  Also --many-") != std::string::npos);
  for (const std::string& name : many) CHECK(help.find(name) != std::string::npos);
}
