// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/help.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <sstream>
#include <string>
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

TEST_CASE("help shows usage, arguments, commands, options, those of every command, and examples") {
  const Program program;
  const CLI::App* const topics = program.app.get_subcommand("topics");
  const std::string help = help_text(*topics->get_subcommand("create"));
  CHECK(help.starts_with("Creates topics\n\nUsage: test topics create [OPTIONS] [topic...]\n"));
  std::size_t last = 0;
  for (const char* const part : {"\nArguments:\n", "\nOptions:\n", "  -n, --name TEXT", "\nOptions of every command:\n",
                                 "  -q, --quiet", "\nExamples:\n  test topics create x\n"}) {
    CAPTURE(part);
    const auto at = help.find(part);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  CHECK(help.find("hidden") == std::string::npos);
  CHECK(help_text(*topics).find("Usage: test topics COMMAND [OPTIONS]\n\nCommands:\n  create ") != std::string::npos);
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
