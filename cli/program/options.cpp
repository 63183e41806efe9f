// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>
#include <utility>

#include "base/duration.hpp"
#include "output/text.hpp"
#include "program/arguments.hpp"
#include "thoth/nearest.hpp"

namespace thoth::cli {
namespace {

class Command : public CLI::App {
 public:
  Command(CLI::App& parent, const std::string& name, const std::string& description,
          std::function<void(CLI::App&)> add_options)
      : CLI::App(description, name, &parent), add_options_(std::move(add_options)) {
    preparse_callback([this](std::size_t) { complete(); });
  }

  void complete() {
    if (const auto add = std::exchange(add_options_, nullptr)) add(*this);
  }

 private:
  std::function<void(CLI::App&)> add_options_;  ///< null: they are there
};

/// The first long one of "-c,--count,--max-messages".
std::string shown_name(const std::string& names) {
  const auto begin = names.find("--");
  return begin == std::string::npos ? names : names.substr(begin, names.find(',', begin) - begin);
}

std::optional<std::int64_t> number_within(const std::string& text, Bounds bounds) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  const bool is_number = error == std::errc{} && at == end && number >= bounds.least && number <= bounds.max;
  return is_number ? std::optional(number) : std::nullopt;
}

std::string range_text(Bounds bounds) {
  if (bounds.max == std::numeric_limits<std::int64_t>::max()) return fmt::format("of at least {}", bounds.least);
  return fmt::format("from {} to {}", bounds.least, bounds.max);
}

/// The value of an option. Errors: CLI::ValidationError.
std::int64_t number_of(const std::string& option, const std::string& text, Bounds bounds) {
  if (const auto number = number_within(text, bounds)) return *number;
  throw CLI::ValidationError(fmt::format("{} must be a whole number {}, not \"{}\"", option, range_text(bounds), text));
}

/// What the words of an option are, such as a "log format"; of an option that is named for something else, its values.
std::string noun_of(std::string name) {
  const bool is_noun = name.ends_with("format") || name.ends_with("level") || name.ends_with("color");
  if (!is_noun) return "value";
  name.erase(0, name.find_first_not_of('-'));
  std::replace(name.begin(), name.end(), '-', ' ');
  return name;
}

CLI::Option* add_single(CLI::App& app, const std::string& names, std::function<void(const std::string&)> take,
                        const std::string& type, const std::string& description) {
  CLI::callback_t callback = [take = std::move(take)](const CLI::results_t& results) {
    take(unmarked(results.back()));
    return true;
  };
  return app.add_option(names, callback, description)
      ->type_name(type)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void append(const CLI::results_t& texts, std::vector<std::string>& target) {
  target.insert(target.end(), texts.begin(), texts.end());
}

CLI::Option* add_many(CLI::App& app, const std::string& names, std::function<void(const CLI::results_t&)> take,
                      const std::string& type, const std::string& description) {
  CLI::callback_t callback = [take = std::move(take)](const CLI::results_t& results) {
    CLI::results_t texts;
    for (const std::string& text : results) texts.push_back(unmarked(text));
    take(texts);
    return true;
  };
  return app.add_option(names, callback, description)
      ->type_name(type)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

const CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description,
                            std::function<void(CLI::App&)> add_options) {
  return app.add_subcommand(std::make_shared<Command>(app, name, description, std::move(add_options)));
}

void add_all_options(CLI::App& app) {
  if (auto* const command = dynamic_cast<Command*>(&app)) command->complete();
  for (CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) add_all_options(*sub);
}

Result<void> check_entries(const std::optional<std::int64_t>& expected, std::uint64_t found, std::string command,
                           std::string advice) {
  if (!expected || static_cast<std::uint64_t>(*expected) == found) return {};
  return fail(ErrorCode::unmet, "", std::move(command),
              fmt::format("expected {} (--expect-entries), found {}",
                          counted(static_cast<std::uint64_t>(*expected), "entry", "entries"), found),
              std::move(advice));
}

std::int64_t parse_number(const std::string& text, Bounds bounds) {
  if (const auto number = number_within(text, bounds)) return *number;
  throw CLI::ValidationError(fmt::format("expected a whole number {}, not \"{}\"", range_text(bounds), text));
}

std::size_t parse_word(const std::string& typed, const std::vector<std::string>& words, const std::string& what) {
  const auto found = std::find(words.begin(), words.end(), typed);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::string all = fmt::format("{}", fmt::join(words.begin(), words.end() - 1, ", "));
  std::string text = fmt::format("unknown {} \"{}\"; choose {} or {}", what, typed, all, words.back());
  if (const auto near = nearest(typed, words)) text += fmt::format(" (did you mean {}?)", *near);
  throw CLI::ValidationError(text);
}

CLI::Option* add_text(CLI::App& app, const std::string& names, std::optional<std::string>& target,
                      const std::string& type, const std::string& description) {
  return add_single(
      app, names, [&target](const std::string& text) { target = text; }, type, description);
}

CLI::Option* add_optional_text(CLI::App& app, const std::string& names, bool& given, std::optional<std::string>& target,
                               const std::string& type, const std::string& description) {
  return add_single(
             app, names,
             [&given, &target](const std::string& text) {
               given = true;
               if (!text.empty()) target = text;
             },
             type, description)
      ->expected(0, 1);
}

CLI::Option* add_texts(CLI::App& app, const std::string& names, std::vector<std::string>& target,
                       const std::string& type, const std::string& description) {
  return add_many(
      app, names, [&target](const CLI::results_t& texts) { append(texts, target); }, type, description);
}

CLI::Option* add_switch(CLI::App& app, const std::string& names, bool& target, const std::string& description) {
  return app.add_flag(names, target, description);
}

CLI::Option* add_duration(CLI::App& app, const std::string& names, std::optional<std::chrono::milliseconds>& target,
                          const std::string& description) {
  const auto take = [&target, name = shown_name(names)](const std::string& text) {
    const auto duration = parse_duration(text);
    if (!duration) throw CLI::ValidationError(name + ": " + duration.error().text());
    target = *duration;
  };
  return add_single(app, names, take, "DURATION", description);
}

CLI::Option* add_number(CLI::App& app, const std::string& names, std::optional<std::int64_t>& target, Bounds bounds,
                        const std::string& description) {
  return add_single(
      app, names,
      [&target, bounds, name = shown_name(names)](const std::string& text) { target = number_of(name, text, bounds); },
      "N", description);
}

CLI::Option* add_numbers(CLI::App& app, const std::string& names, std::vector<std::int64_t>& target, Bounds bounds,
                         const std::string& description) {
  const auto take = [&target, bounds, name = shown_name(names)](const CLI::results_t& texts) {
    for (const std::string& text : texts) target.push_back(number_of(name, text, bounds));
  };
  return add_many(app, names, take, "N", description);
}

CLI::Option* add_word(CLI::App& app, const std::string& names, const std::vector<std::string>& words,
                      std::function<void(std::size_t)> take, const std::string& description) {
  const auto take_word = [words, take = std::move(take), name = shown_name(names)](const std::string& text) {
    try {
      take(parse_word(text, words, noun_of(name)));
    } catch (const CLI::ValidationError& error) {
      throw CLI::ValidationError(name + ": " + error.what());
    }
  };
  return add_single(app, names, take_word, fmt::format("{}", fmt::join(words, "|")), description);
}

void set_heading(CLI::App& command, const std::string& heading, const std::vector<std::string>& options) {
  for (const std::string& option : options) command.get_option(option)->group(heading);
}

CLI::Option* add_arguments(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                           const std::string& type, const std::string& description) {
  return add_many(
             app, name, [&target](const CLI::results_t& texts) { append(texts, target); }, type, description)
      ->expected(-1);
}

}  // namespace thoth::cli
