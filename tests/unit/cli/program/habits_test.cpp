// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/habits.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "app.hpp"

using thoth::cli::advice_for_habit;
using thoth::cli::Habit;
using thoth::cli::habits;

namespace {

struct Names {
  std::set<std::string> commands{""};  ///< "topics list"
  std::set<std::string> options;
};

void collect(const CLI::App& app, const std::string& path, Names& names) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.options.insert("--" + name);
  }
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string below = path.empty() ? sub->get_name() : path + ' ' + sub->get_name();
    names.commands.insert(below);
    collect(*sub, below, names);
  }
}

const Names& all_names() {
  static const Names names = [] {
    thoth::cli::App app;
    Names found;
    collect(app.whole_parser(), "", found);
    return found;
  }();
  return names;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Options that an advice names, as far as it speaks of this program.
std::vector<std::string> options_in(std::string_view advice) {
  std::vector<std::string> options;
  if (advice.find(".sh") != std::string_view::npos) return options;
  for (const std::string& word : split(advice, ' ')) {
    const auto end = word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-");
    if (word.size() > 2 && word.starts_with("--")) options.push_back(word.substr(0, end));
  }
  return options;
}

}  // namespace

TEST_CASE("an advice fills in what was typed, or an example") {
  CHECK(advice_for_habit("consume", "--limit", "5") == "write --count 5");
  CHECK(advice_for_habit("consume", "--limit", "") == "write --count 10");
  CHECK(advice_for_habit("", "tail", "my.topic") == "write thoth-msg consume -t my.topic");
  CHECK(advice_for_habit("topics", "--list", "") == "write thoth-msg topics list");
  CHECK(advice_for_habit("topics create", "-p", "7") == "write --partitions 7");
  CHECK(advice_for_habit("ping", "", "host:1") == "write -b host:1");
  CHECK(advice_for_habit("", "tail", "^a b'c") == R"(write thoth-msg consume -t '^a b'\''c')");
  CHECK(advice_for_habit("", "tail", std::string(1000, 'x')) == "write thoth-msg consume -t TOPIC");
}

TEST_CASE("a command's own habits go before those of all commands") {
  CHECK(advice_for_habit("send", "--timeout", "5s") == "write --deadline 5s");
  CHECK(advice_for_habit("messages", "--schemas", "f") != advice_for_habit("validate", "--schemas", "f"));
  CHECK(advice_for_habit("ping", "--profile", "prod")->find("-F FILE") != std::string::npos);
}

TEST_CASE("no habit is known of other words") {
  for (const char* word : {"", "-", "--", "sned", "--topci", "--no-such-option"}) {
    CAPTURE(word);
    CHECK_FALSE(advice_for_habit("consume", word, "x"));
  }
}

TEST_CASE("a secret that was typed is not repeated") {
  for (const char* word :
       {"--password", "--token", "--api-secret", "--sasl-password", "--user", "--prop", "--message"}) {
    for (const char* command : {"ping", "send"}) {
      const auto advice = advice_for_habit(command, word, "hunter2");
      if (advice) CHECK(advice->find("hunter2") == std::string::npos);
    }
  }
  CHECK(advice_for_habit("ping", "--password", "hunter2")->find("@FILE") != std::string::npos);
}

TEST_CASE("habits are of commands that exist, and each option that they name exists") {
  for (const Habit& habit : habits()) {
    CAPTURE(habit.words);
    if (habit.commands != "*" && habit.commands != thoth::cli::property_habits) {
      for (const std::string& command : split(habit.commands, '|')) {
        CAPTURE(command);
        CHECK(all_names().commands.count(command) == 1);
      }
    }
    for (const std::string& option : options_in(habit.advice)) {
      CAPTURE(option);
      CHECK(all_names().options.contains(option));
    }
    CHECK_MESSAGE((habit.advice.find("{}") == std::string_view::npos) == habit.example.empty(), habit.advice);
  }
}
