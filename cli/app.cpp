// SPDX-License-Identifier: GPL-3.0-or-later
#include "app.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include "messages/example.hpp"
#include "messages/list.hpp"
#include "messages/schema.hpp"
#include "messages/show.hpp"
#include "output/console.hpp"
#include "output/output.hpp"
#include "program/arguments.hpp"
#include "program/builtin_types.hpp"
#include "program/context.hpp"
#include "program/habits.hpp"
#include "program/help.hpp"
#include "program/known_types.hpp"
#include "program/options.hpp"
#include "program/pager.hpp"
#include "program/signals.hpp"
#include "program/versions.hpp"
#include "thoth/nearest.hpp"

namespace thoth::cli {
namespace {

/// A command that only computes and prints: it has nothing to put in order where a signal or the deadline ends it.
template <class Options>
Result<ExitCode> computed(Result<ExitCode> (*run)(const Options&, Context&), const Options& options, Context& context) {
  const signals::EndAtOnce at_once(context.deadline_left(), "the output was complete");
  const ExitCode code = THOTH_TRY(run(options, context));
  THOTH_TRY(context.out.flush());
  return code;
}

constexpr const char* program_description = "thoth-msg sends, tails and validates Thoth's messages on Kafka.";
constexpr const char* program_examples =
    "  thoth-msg messages example --all > messages_to_be_sent.json\n"
    "  thoth-msg validate messages_to_be_sent.json\n"
    "  thoth-msg send --message-file messages_to_be_sent.json\n"
    "  thoth-msg consume --all --from-beginning --exit-at-end\n";

bool looks_like_option(const std::string& word) {
  return word.size() > 1 && word.front() == '-';
}

/// What was given for an unknown option: the text after its "=", or the argument after it; empty if nothing was.
std::string value_of_option(const std::vector<std::string>& arguments, const std::string& option) {
  if (const auto equals = option.find('='); equals != std::string::npos) return option.substr(equals + 1);
  const auto at = std::find(arguments.begin(), arguments.end(), option);
  const bool has_value = at != arguments.end() && at + 1 != arguments.end() && !looks_like_option(at[1]);
  return has_value ? at[1] : "";
}

/// What an unknown command is to work on: the next word, as in "tail foo" and "create topic foo"; empty if there is
/// none.
std::string object_of_command(const std::vector<std::string>& words) {
  const auto is_object = [](const std::string& word) { return !looks_like_option(word) && word != "topic"; };
  const auto object = std::find_if(words.begin() + 1, words.end(), is_object);
  return object == words.end() ? "" : *object;
}

constexpr std::string_view help_word = "help";

/// "help COMMAND" and "version" are options by the names that commands have in other tools.
std::vector<std::string> with_options_for_words(std::vector<std::string> arguments) {
  if (arguments.empty()) return arguments;
  if (arguments.front() == help_word) {
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  } else if (arguments.front() == "version") {
    arguments.front() = "--version";
  }
  return arguments;
}

/// Names of the options that a command takes, the global ones among them.
std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(sub->get_name());
  }
  return names;
}

/// The dashes that all options begin with would make short names look alike.
std::string did_you_mean(std::string_view typed, const std::vector<std::string>& names) {
  constexpr std::string_view dashes = "--";
  const bool is_option = typed.starts_with(dashes);
  std::vector<std::string_view> bare(names.begin(), names.end());
  if (is_option) typed.remove_prefix(dashes.size());
  for (std::string_view& name : bare) {
    if (is_option) name.remove_prefix(dashes.size());
  }
  const auto near = nearest(typed, bare);
  return near ? fmt::format("did you mean {}{}?", is_option ? dashes : "", *near) : "";
}

/// "topics create"; nothing for the program itself, whose name stands before every error.
std::string name_in_errors(const CLI::App& command) {
  if (command.get_parent() == nullptr) return "";
  const std::string above = name_in_errors(*command.get_parent());
  return above.empty() ? command.get_name() : above + ' ' + command.get_name();
}

std::string try_help(const CLI::App& command) {
  return fmt::format("see {} --help", command_path(command));
}

}  // namespace

App::App() : parser_(program_description, "thoth-msg") {
  parser_.set_help_flag();
  parser_.fallthrough();
  parser_.allow_extras();
  parser_.require_subcommand(0, 1);
  parser_.footer(program_examples);
  setup_global(parser_, global_);
  add(
      setup_send(parser_, send), [this](Context& context) { return run_send(send, context); }, &send.files,
      &send.strict);
  add(
      setup_consume(parser_, consume), [this](Context& context) { return run_consume(consume, context); },
      &consume.topics);
  add(
      setup_validate(parser_, validate), [this](Context& context) { return run_validate(validate, context); },
      &validate.paths, &validate.strict);
  add(
      setup_audit(parser_, audit), [this](Context& context) { return run_audit(audit, context); }, &audit.topics,
      &audit.strict);
  add(
      setup_stats(parser_, stats), [this](Context& context) { return run_stats(stats, context); }, &stats.topics);
  const MessagesParsers messages_parsers = setup_messages(parser_, messages);
  add(
      messages_parsers.list, [this](Context& context) { return computed(run_messages_list, messages, context); },
      nullptr, &messages.strict);
  add(
      messages_parsers.show, [this](Context& context) { return computed(run_messages_show, messages, context); },
      &messages.types, &messages.strict);
  add(
      messages_parsers.example, [this](Context& context) { return computed(run_messages_example, messages, context); },
      &messages.types, &messages.strict);
  add(
      messages_parsers.schema, [this](Context& context) { return run_messages_schema(messages, context); },
      &messages.types, &messages.strict);
  add(
      setup_messages_diff(*parser_.get_subcommand("messages"), messages_diff),
      [this](Context& context) { return computed(run_messages_diff, messages_diff, context); },
      &messages_diff.catalogs);
  const TopicsParsers topics_parsers = setup_topics(parser_, topics);
  add(topics_parsers.list, [this](Context& context) { return run_topics_list(topics, context); });
  add(
      topics_parsers.create, [this](Context& context) { return run_topics_create(topics, context); }, &topics.names);
  add(
      topics_parsers.describe, [this](Context& context) { return run_topics_describe(topics, context); },
      &topics.names);
  add(
      topics_parsers.remove, [this](Context& context) { return run_topics_delete(topics, context); }, &topics.names);
  add(setup_ping(parser_, ping), [this](Context& context) { return run_ping(ping, context); });
  add(
      setup_dev_broker(parser_, dev_broker), [this](Context& context) { return run_dev_broker(dev_broker, context); },
      &dev_broker.command);
  add(
      setup_completion(parser_, completion),
      [this](Context& context) { return run_completion(completion, whole_parser(), context); }, &completion.shell);
}

const CLI::App& App::whole_parser() {
  add_all_options(parser_);
  return parser_;
}

void App::add(const CLI::App* parser, std::function<Result<ExitCode>(Context&)> run, std::vector<std::string>* rest,
              const bool* strict) {
  commands_.push_back(Command{parser, std::move(run), rest, strict});
}

OnLeftOut App::on_left_out() const {
  const Command* const command = chosen_command();
  return command != nullptr && command->strict != nullptr && *command->strict ? OnLeftOut::fail : OnLeftOut::warn;
}

const CLI::App& App::chosen() const {
  const CLI::App* command = &parser_;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return *command;
}

const App::Command* App::chosen_command() const {
  const CLI::App* parser = &chosen();
  const auto found = std::find_if(commands_.begin(), commands_.end(),
                                  [parser](const Command& command) { return command.parser == parser; });
  return found == commands_.end() ? nullptr : &*found;
}

/// What the arguments that nothing took are a mistake for.
Error App::leftover(const std::vector<std::string>& left, const std::vector<std::string>& arguments) const {
  const CLI::App& command = chosen();
  const auto names = command_names(command);
  // What follows an unknown option may be its value; but where a command is due, the first word is one.
  auto option = std::find_if(left.begin(), left.end(), looks_like_option);
  if (!names.empty() && option != left.begin()) option = left.end();
  const bool is_option = option != left.end();
  const std::string& word = is_option ? *option : left.front();
  const std::string typed = is_option ? word.substr(0, word.find('=')) : word;

  Error error{ErrorCode::usage, "", name_in_errors(command), "", ""};
  std::string sought = typed;
  if (is_option) {
    error.reason = fmt::format("unknown option {}", typed);
  } else if (names.empty()) {
    error.reason = fmt::format("unexpected argument \"{}\"", typed);
    sought.clear();
  } else {
    error.reason = fmt::format("unknown command \"{}\"", typed);
  }
  const std::string value = sought.empty() ? typed
                            : is_option    ? value_of_option(arguments, word)
                                           : object_of_command(left);
  const auto advice = advice_for_habit(error.subject, sought, value);
  error.advice = advice ? *advice : did_you_mean(typed, is_option ? option_names(command) : names);
  if (error.advice.empty()) error.advice = try_help(command);
  return error;
}

Result<void> App::parse(const std::vector<std::string>& typed) {
  const std::vector<std::string> arguments = with_options_for_words(typed);
  const CommandLine line = mark_values(parser_, arguments);
  try {
    parser_.parse(std::vector<std::string>(line.words.rbegin(), line.words.rend()));
  } catch (const CLI::ValidationError& error) {
    return fail(ErrorCode::usage, "", name_in_errors(chosen()), error.what(), try_help(chosen()));
  } catch (const CLI::ParseError& error) {
    const std::string reason = line.misuse.empty() ? error.what() : line.misuse;
    return fail(ErrorCode::usage, "", name_in_errors(chosen()), reason, try_help(chosen()));
  }
  const std::vector<std::string> left = parser_.remaining(true);
  const bool names_topic = !typed.empty() && typed.front() == help_word && !left.empty();
  if ((global_.short_help || global_.help || global_.version) && !names_topic) return {};
  if (!left.empty()) return tl::unexpected<Error>(leftover(left, arguments));
  const Command* command = chosen_command();
  if (line.rest && command != nullptr) {
    if (command->rest == nullptr) {
      return fail(ErrorCode::usage, "", name_in_errors(chosen()), "unexpected arguments after --", try_help(chosen()));
    }
    command->rest->insert(command->rest->end(), line.rest->begin(), line.rest->end());
  }
  return {};
}

Result<ExitCode> App::run(Context& context) {
  const Command* command = chosen_command();
  if (command != nullptr) return command->run(context);
  return fail(ErrorCode::usage, "", name_in_errors(chosen()),
              fmt::format("no command given: choose one of {}", fmt::join(command_names(chosen()), ", ")),
              try_help(chosen()));
}

namespace {

/// Writes what --version asks for.
Result<ExitCode> print(Output& out, const std::string& text) {
  THOTH_TRY(out.write(text));
  THOTH_TRY(out.flush());
  return ExitCode::ok;
}

/// What the program answers where no command is given.
int refuse_without_command(const App& app) {
  Output err(STDERR_FILENO, "standard error");
  const auto shown = print(err, short_help_text(app.chosen()));
  return static_cast<int>(shown ? ExitCode::usage : ExitCode::io);
}

/// Says an error and gives the status that answers it.
int end(const Error& error, const Output& out, Console& console) {
  // A reader that has seen enough is no failure: `thoth-msg … | head`.
  if (error.code == ErrorCode::io && out.reader_gone()) return static_cast<int>(ExitCode::ok);
  if (error.code == ErrorCode::interrupted && signals::caught() != 0) {
    console.info(error.text());
    return signal_base + signals::caught();
  }
  console.error(error.text());
  return static_cast<int>(exit_code(error.code));
}

/// As long as a run without a deadline, or one that is as good as none, may wait: zero.
std::chrono::milliseconds time_limit(const std::optional<std::chrono::milliseconds>& deadline) {
  return std::min(deadline.value_or(std::chrono::milliseconds{0}), Context::longest);
}

/// A value may be in a file that does not come.
Result<Settings> resolved(const GlobalOptions& options, const Environment& environment) {
  const signals::EndAtOnce at_once(time_limit(options.deadline));
  return resolve(options, environment);
}

Result<ExitCode> run_chosen(App& app, const Settings& settings, const Environment& environment, Output& out,
                            Console& console, Ending& ending) {
  std::optional<Catalog> types;
  const auto started = std::chrono::steady_clock::now();
  if (!settings.catalogs.empty()) {
    const signals::EndAtOnce at_once(time_limit(settings.deadline));
    types = THOTH_TRY(known_types(settings, app.on_left_out(), console));
  }
  Context context{settings, environment, out, console, types ? *types : builtin_types(), started};
  Result<ExitCode> code = app.run(context);
  ending = context.ending;
  if (code) THOTH_TRY(context.out.flush());
  if (code && !context.paged.empty()) THOTH_TRY(page(context.paged, environment, out, console));
  return code;
}

std::string asked_help(const App& app, Color color) {
  const Headings headings = is_coloured(color, STDOUT_FILENO) ? Headings::bold : Headings::plain;
  return app.global().help ? help_text(app.chosen(), headings) : short_help_text(app.chosen(), headings);
}

}  // namespace

ProgramEnd run_program(const std::vector<std::string>& arguments, const Environment& environment) {
  Output out(STDOUT_FILENO, "standard output");
  App app;
  const auto parsed = app.parse(arguments);
  const auto settings = resolved(app.global(), environment);
  const Settings effective = settings ? *settings : Settings{};
  Console console(effective.log_level, app.global().log_format, effective.color);
  try {
    if (!parsed) return {end(parsed.error(), out, console)};
    Result<ExitCode> code = ExitCode::ok;
    Ending ending = Ending::orderly;
    if (app.global().help) {
      const auto shown = page(asked_help(app, effective.color), environment, out, console);
      if (!shown) code = tl::unexpected<Error>(shown.error());
    } else if (app.global().short_help) {
      code = print(out, asked_help(app, effective.color));
    } else if (app.global().version) {
      code = print(out, versions());
    } else if (app.chosen().get_parent() == nullptr) {
      return {refuse_without_command(app)};
    } else if (!settings) {
      return {end(settings.error(), out, console)};
    } else {
      code = run_chosen(app, effective, environment, out, console, ending);
    }
    return {code ? static_cast<int>(*code) : end(code.error(), out, console), ending};
  } catch (const std::exception& error) {
    console.error(fmt::format("this is a bug in thoth-msg: {} (please report it with the command line)", error.what()));
    return {static_cast<int>(ExitCode::internal)};
  }
}

}  // namespace thoth::cli
