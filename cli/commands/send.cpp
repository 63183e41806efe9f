#include "commands/send.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <limits>
#include <utility>

#include "builtin_types.hpp"
#include "context.hpp"
#include "dry_run.hpp"
#include "options.hpp"
#include "send_input.hpp"
#include "send_topics.hpp"
#include "sending.hpp"
#include "signals.hpp"
#include "summary.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

constexpr const char* examples =
    "  thoth-msg send --message-file messages_to_be_sent.json\n"
    "  thoth-msg send -n thoth.package-release.package-released -m '{\"package_name\": \"flask\",\n"
    "    \"package_version\": \"2.3.3\", \"index_url\": \"https://pypi.org/simple\"}'\n"
    "  thoth-msg messages example --all | thoth-msg send --create-if-not-exist --message-file -\n"
    "  thoth-msg send --dry-run --message-file messages_to_be_sent.json\n";

void take_text(std::optional<std::string>& option, const Environment& environment, const char* name) {
  if (option && option->empty()) option.reset();
  if (!option) option = variable(environment, name);
}

Result<void> take_number(std::optional<std::int64_t>& option, const Environment& environment, const char* name,
                         Bounds bounds) {
  const auto text = variable(environment, name);
  if (option || !text) return {};
  try {
    option = parse_number(*text, bounds);
  } catch (const CLI::ValidationError& error) {
    return fail(ErrorCode::usage, "reading", name, error.what());
  }
  return {};
}

constexpr Bounds partition_bounds{1, std::numeric_limits<int>::max()};
constexpr Bounds replication_bounds{1, std::numeric_limits<std::int16_t>::max()};

Result<void> check_options(const SendOptions& options, Context& context) {
  constexpr const char* command = "send";
  if (options.message_file) {
    if (options.topic_name || options.message_contents) {
      context.console.warn("a message file is given: the topic name and message contents beside it are ignored");
    }
    return {};
  }
  if (!options.topic_name && !options.message_contents) {
    return fail(ErrorCode::usage, "", command, "there is nothing to send",
                "give --message-file FILE, or --topic-name BASE with --message-contents JSON");
  }
  if (!options.message_contents) {
    return fail(ErrorCode::usage, "", command, "--topic-name is given without contents", "add --message-contents JSON");
  }
  if (!options.topic_name) {
    return fail(ErrorCode::usage, "", command, "--message-contents is given without a topic",
                "add --topic-name BASE, or send a file with --message-file");
  }
  return {};
}

Result<ValidationOptions> validation_options(const SendOptions& options) {
  ValidationOptions result;
  result.strict = options.strict ? Strict::yes : Strict::no;
  if (options.no_defaults) return result;
  THOTH_TRY_ASSIGN(const std::string component,
                   read_value(options.component_name.value_or(std::string(default_component))));
  THOTH_TRY_ASSIGN(const std::string service, read_value(options.service_version.value_or(std::string(version))));
  result.fill_ins = fill_ins(component, service);
  return result;
}

/// Opens and judges the input. Whatever keeps it from being sent ends the run here.
Result<SendInput> judged_input(const SendOptions& options, EntryJudge& judge, Context& context) {
  const signals::EndAtOnce at_once(context.deadline_left());
  THOTH_TRY_ASSIGN(SendInput input, open_input(options, context.environment));
  THOTH_TRY(judge_input(input, judge, context));
  return input;
}

}  // namespace

const CLI::App* setup_send(CLI::App& app, SendOptions& options) {
  CLI::App* command = app.add_subcommand("send", "Validate messages, all of them, then send them");
  add_text(*command, "--message-file", options.message_file, "FILE|-",
           "Send the entries of a message file (THOTH_MESSAGING_FROM_FILE)");
  add_text(*command, "-n,--topic-name", options.topic_name, "TYPE",
           "Base name of the topic to send --message-contents to (THOTH_MESSAGING_TOPIC_NAME)");
  add_text(*command, "-m,--message-contents", options.message_contents, "JSON|@FILE|-",
           "Contents, one or more after another (THOTH_MESSAGING_MESSAGE_CONTENTS)");
  add_switch(*command, "--create-if-not-exist", options.create_if_not_exist,
             "Create topics that are missing (THOTH_MESSAGING_CREATE_IF_NOT_EXIST)");
  add_number(*command, "--partitions", options.partitions, partition_bounds,
             "Partitions of topics that are created (THOTH_MESSAGING_PARTITIONS; 1)");
  add_number(*command, "--replication", options.replication, replication_bounds,
             "Replicas of topics that are created (THOTH_MESSAGING_REPLICATION; 1)");
  add_text(*command, "--component-name", options.component_name, "NAME",
           "Filled in where contents lack it (THOTH_MESSAGING_COMPONENT_NAME; messaging-cli)");
  add_text(*command, "--service-version", options.service_version, "VERSION",
           "Filled in where contents lack it (THOTH_MESSAGING_SERVICE_VERSION; this program's version)");
  add_switch(*command, "--no-defaults", options.no_defaults, "Fill in neither component_name nor service_version");
  add_switch(*command, "--strict", options.strict, "Refuse unknown members and unknown topics");
  add_switch(*command, "--dry-run", options.dry_run, "Contact no broker; write what would be sent to standard output");
  command->footer(examples);
  return command;
}

Result<SendOptions> with_environment(const SendOptions& options, const Environment& environment) {
  SendOptions result = options;
  take_text(result.message_file, environment, "THOTH_MESSAGING_FROM_FILE");
  take_text(result.topic_name, environment, "THOTH_MESSAGING_TOPIC_NAME");
  take_text(result.message_contents, environment, "THOTH_MESSAGING_MESSAGE_CONTENTS");
  take_text(result.component_name, environment, "THOTH_MESSAGING_COMPONENT_NAME");
  take_text(result.service_version, environment, "THOTH_MESSAGING_SERVICE_VERSION");
  THOTH_TRY(take_number(result.partitions, environment, "THOTH_MESSAGING_PARTITIONS", partition_bounds));
  THOTH_TRY(take_number(result.replication, environment, "THOTH_MESSAGING_REPLICATION", replication_bounds));
  const auto create = variable(environment, "THOTH_MESSAGING_CREATE_IF_NOT_EXIST");
  if (create && is_truthy(*create)) result.create_if_not_exist = true;
  return result;
}

Result<ExitCode> run_send(const SendOptions& options, Context& context) {
  THOTH_TRY_ASSIGN(const SendOptions all, with_environment(options, context.environment));
  THOTH_TRY(check_options(all, context));
  THOTH_TRY_ASSIGN(const ValidationOptions validation, validation_options(all));
  THOTH_TRY_ASSIGN(const kafka::Config config, kafka_config(context));
  EntryJudge judge(builtin_types(), validation);
  THOTH_TRY_ASSIGN(SendInput input, judged_input(all, judge, context));
  if (input.entries == 0) {
    context.console.summary(fmt::format("{}: there is no entry in it; nothing was sent", input.reader.source().name()));
    return ExitCode::ok;
  }
  input.reader.rewind();
  if (all.dry_run) return write_dry_run(input, judge, context);
  THOTH_TRY(prepare_topics(input, all, config, context));
  return send_input(input, judge, config, context);
}

}  // namespace thoth::cli
