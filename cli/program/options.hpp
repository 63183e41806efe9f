// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "thoth/error.hpp"

namespace thoth::cli {

/// Adds a command. It gets its options only once it is named, as there are many, and a run needs those of one.
const CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description,
                            std::function<void(CLI::App&)> add_options);

/// Gives all commands below a parser their options, for those who want to see them.
void add_all_options(CLI::App& app);

/// Adders of options that fill plain values: of an option that takes one value the last counts, and what a value may
/// look like is said in our own words. `type` is what --help shows; "a|b" lists all values, FILE, PATH, TYPE and
/// TOPIC tell shell completion what to offer.
CLI::Option* add_text(CLI::App& app, const std::string& names, std::optional<std::string>& target,
                      const std::string& type, const std::string& description);
/// An option whose value may be left out: then `given` is true all the same.
CLI::Option* add_optional_text(CLI::App& app, const std::string& names, bool& given, std::optional<std::string>& target,
                               const std::string& type, const std::string& description);
/// An option that may be repeated. Several of these, and add_arguments, may fill the same `target`.
CLI::Option* add_texts(CLI::App& app, const std::string& names, std::vector<std::string>& target,
                       const std::string& type, const std::string& description);
CLI::Option* add_switch(CLI::App& app, const std::string& names, bool& target, const std::string& description);
CLI::Option* add_duration(CLI::App& app, const std::string& names, std::optional<std::chrono::milliseconds>& target,
                          const std::string& description);

/// What a whole number may be.
struct Bounds {
  std::int64_t least = 0;
  std::int64_t max = 0;
};
CLI::Option* add_number(CLI::App& app, const std::string& names, std::optional<std::int64_t>& target, Bounds bounds,
                        const std::string& description);

/// The same of an option that may be repeated.
CLI::Option* add_numbers(CLI::App& app, const std::string& names, std::vector<std::int64_t>& target, Bounds bounds,
                         const std::string& description);

/// Adds positional arguments: any number of them.
CLI::Option* add_arguments(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                           const std::string& type, const std::string& description);

/// Adds an option with one of the words given; `take` gets the word's index.
CLI::Option* add_word(CLI::App& app, const std::string& names, const std::vector<std::string>& words,
                      std::function<void(std::size_t)> take, const std::string& description);

/// Adds an option whose words are names of values.
template <class Value>
CLI::Option* add_choice(CLI::App& app, const std::string& names, Value& target,
                        const std::vector<std::pair<std::string, Value>>& choices, const std::string& description) {
  std::vector<std::string> words;
  std::vector<Value> values;
  for (const auto& choice : choices) {
    words.push_back(choice.first);
    values.push_back(choice.second);
  }
  return add_word(
      app, names, words, [&target, values](std::size_t index) { target = values[index]; }, description);
}

/// Puts options of a command under a heading of --help. Headings appear in the order in which options have them.
void set_heading(CLI::App& command, const std::string& heading, const std::vector<std::string>& options);

/// Holds --expect-entries against what the input holds, where it was given. Errors: unmet.
[[nodiscard]] Result<void> check_entries(const std::optional<std::int64_t>& expected, std::uint64_t found,
                                         std::string command, std::string advice = {});

/// A whole number within bounds. Errors, thrown as CLI11 wants it: CLI::ValidationError.
[[nodiscard]] std::int64_t parse_number(const std::string& text, Bounds bounds);

/// The index of `typed` among `words`, of which each is a `what`: "format". Errors: CLI::ValidationError, with the
/// words and the nearest of them.
[[nodiscard]] std::size_t parse_word(const std::string& typed, const std::vector<std::string>& words,
                                     const std::string& what);

}  // namespace thoth::cli
