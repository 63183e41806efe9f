// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/options.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "program/arguments.hpp"

using namespace thoth::cli;

namespace {

/// Parses arguments with a parser that `add` gave its options; the error's text, or "".
std::string parsed(const std::function<void(CLI::App&)>& add, const std::vector<std::string>& arguments) {
  CLI::App app("test", "test");
  add(app);
  try {
    const std::vector<std::string> words = mark_values(app, arguments).words;
    // CLI11 takes them in reverse.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("numbers are whole and within bounds") {
  CHECK(parse_number("-3", {-3, 5}) == -3);
  CHECK(parse_number("5", {-3, 5}) == 5);
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  CHECK(parse_number("9223372036854775807", {1, largest}) == largest);
  for (const char* const text : {"", "-4", "6", "1.0", "1 ", " 1", "+1", "0x1", "9223372036854775808"}) {
    CAPTURE(text);
    CHECK_THROWS_AS((void)parse_number(text, {-3, 5}), CLI::ValidationError);
  }
}

TEST_CASE("words are those that are listed, and a mistyped one is told with the nearest") {
  CHECK(parse_word("text", {"json", "text"}, "format") == 1);
  CHECK_THROWS_AS((void)parse_word("Text", {"json", "text"}, "format"), CLI::ValidationError);
  CHECK_THROWS_WITH((void)parse_word("txt", {"json", "text"}, "format"),
                    "unknown format \"txt\"; choose json or text (did you mean text?)");
}

TEST_CASE("of an option with one value the last counts, one that may be repeated keeps all") {
  std::optional<std::string> text;
  std::vector<std::string> texts;
  std::optional<std::int64_t> number;
  std::vector<std::int64_t> numbers;
  CHECK(parsed(
            [&](CLI::App& app) {
              add_text(app, "-a,--aa", text, "TEXT", "");
              add_texts(app, "--many", texts, "TEXT", "");
              add_number(app, "--number", number, {0, 9}, "");
              add_numbers(app, "--numbers", numbers, {0, 9}, "");
            },
            {"--aa", "x", "-a", "", "--many", "1", "--many", "2", "--number", "3", "--numbers", "4", "--numbers", "5"})
            .empty());
  CHECK(text == "");
  CHECK(texts == std::vector<std::string>{"1", "2"});
  CHECK(number == 3);
  CHECK(numbers == std::vector<std::int64_t>{4, 5});
}

TEST_CASE("a value that is refused is told with the option's long name") {
  std::optional<std::int64_t> number;
  std::optional<std::chrono::milliseconds> duration;
  const auto add = [&](CLI::App& app) {
    add_number(app, "-c,--count,--max-messages", number, {1, 9}, "");
    add_duration(app, "--wait", duration, "");
  };
  CHECK(parsed(add, {"-c", "0"}) == "--count must be a whole number from 1 to 9, not \"0\"");
  CHECK(parsed(add, {"--wait", "ten"}).starts_with("--wait: "));
  CHECK_FALSE(duration);
  CHECK(parsed(add, {"--wait", "2s"}).empty());
  CHECK(duration == std::chrono::seconds(2));
}

TEST_CASE("an option may stand without its value") {
  for (const bool with_value : {false, true}) {
    bool given = false;
    std::optional<std::string> text;
    std::vector<std::string> arguments{"--maybe"};
    if (with_value) arguments.emplace_back("x");
    CHECK(
        parsed([&](CLI::App& app) { add_optional_text(app, "--maybe", given, text, "TEXT", ""); }, arguments).empty());
    CHECK(given);
    CHECK(text.has_value() == with_value);
  }
}

TEST_CASE("switches, choices and arguments") {
  bool on = false;
  int choice = 0;
  std::vector<std::string> arguments;
  CHECK(parsed(
            [&](CLI::App& app) {
              add_switch(app, "--on", on, "");
              add_choice<int>(app, "--choice", choice, {{"one", 1}, {"two", 2}}, "");
              add_arguments(app, "path", arguments, "PATH", "");
            },
            {"a", "--on", "--choice", "two", "b"})
            .empty());
  CHECK(on);
  CHECK(choice == 2);
  CHECK(arguments == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a command gets its options once it is named, or all are asked for") {
  CLI::App app("test", "test");
  int added = 0;
  bool on = false;
  const auto add = [&](CLI::App& command) {
    ++added;
    add_switch(command, "--on", on, "");
  };
  const CLI::App* const first = add_command(app, "first", "", add);
  add_command(app, "second", "", add);
  CHECK(added == 0);
  app.parse(std::vector<std::string>{"--on", "first"});
  CHECK(added == 1);
  CHECK(on);
  CHECK(first->parsed());
  add_all_options(app);
  CHECK(added == 2);
}
