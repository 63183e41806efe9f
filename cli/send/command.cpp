// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/read_value.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "program/signals.hpp"
#include "send/dry_run.hpp"
#include "send/file_run.hpp"
#include "send/message.hpp"
#include "send/outputs.hpp"
#include "send/plan.hpp"
#include "send/stream_run.hpp"
#include "send/unique_id.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {
namespace {

constexpr const char* send_examples =
    "  thoth-msg send messages_to_be_sent.json\n"
    "  thoth-msg messages example --all | thoth-msg send --create-if-not-exist -\n"
    "  thoth-msg send -t thoth.repo-init --key-field /project_url \\\n"
    "    -m '{\"project_url\": \"https://github.com/thoth-station/solver\"}'\n";

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
constexpr Bounds rate_bounds{1, 1'000'000'000};
constexpr Bounds replication_bounds{1, std::numeric_limits<std::int16_t>::max()};

/// What does not count beside a message file is dropped, and warned of: contents, and a topic that only the environment
/// names. A topic on the command line is that of every entry. `typed`: the command line alone.
void drop_ignored(const SendOptions& typed, SendOptions& options, Console& console) {
  std::vector<std::string> ignored;
  const auto is_typed = [](const std::optional<std::string>& option) { return option && !option->empty(); };
  if (options.topic_name && !is_typed(typed.topic_name)) {
    ignored.emplace_back("THOTH_MESSAGING_TOPIC_NAME");
    options.topic_name.reset();
  }
  if (options.message_contents) {
    ignored.emplace_back(is_typed(typed.message_contents) ? "--message-contents" : "THOTH_MESSAGING_MESSAGE_CONTENTS");
    options.message_contents.reset();
  }
  if (ignored.empty()) return;
  console.warn(fmt::format("{} {} ignored: the entries of a message file have their own", fmt::join(ignored, " and "),
                           ignored.size() == 1 ? "is" : "are"));
}

/// Warns of options that are typed and say nothing of this run. `typed`: the command line alone.
void warn_of_idle(const SendOptions& typed, const SendOptions& effective, Console& console) {
  if (effective.create_if_not_exist) return;
  if (typed.partitions) {
    console.warn(
        "--partitions only applies to topics that --create-if-not-exist creates "
        "(to choose a message's partition, use --partition)");
  }
  if (typed.replication) console.warn("--replication only applies to topics that --create-if-not-exist creates");
}

/// Whether there is something to send, and a topic for it.
Result<void> check_input(const SendOptions& options) {
  constexpr const char* command = "send";
  if (!options.files.empty()) return {};
  if (!options.topic_name && !options.message_contents) {
    return fail(ErrorCode::usage, "", command, "nothing to send",
                "name a message file, or give --topic BASE with --message-contents JSON");
  }
  if (!options.message_contents) {
    return fail(ErrorCode::usage, "", command, "--topic needs a message file, or contents",
                "add --message-contents JSON");
  }
  if (!options.topic_name) {
    return fail(ErrorCode::usage, "", command, "--message-contents needs a topic",
                "add --topic BASE, or name a message file");
  }
  return {};
}

/// The name of a file where its contents were meant.
void hint_at_file(const SendOptions& options, Context& context) {
  if (!options.message_contents || !options.files.empty()) return;
  const std::string& contents = *options.message_contents;
  if (contents == "-" || contents.find_first_of("{[\"@\n") != std::string::npos ||
      ::access(contents.c_str(), R_OK) != 0)
    return;
  context.console.warn(fmt::format(
      "--message-contents is the text {0}, not the file of that name; for the file write -m @{0}", contents));
}

/// Options that contradict each other.
Result<void> check_together(const SendOptions& options, Context& context) {
  const auto refuse = [](const char* option, const char* other, const char* why) {
    return fail(ErrorCode::usage, "", option + std::string(" cannot be combined with ") + other, why);
  };
  if (options.stream && options.transactional) {
    return refuse("--stream", "--transactional", "an endless stream would never commit");
  }
  if (options.stream && options.expect_entries) {
    return refuse("--stream", "--expect-entries", "how many entries come is known when all are sent");
  }
  if (options.strict && options.no_validate)
    return refuse("--strict", "--no-validate", "it adds checks, which --no-validate turns off");
  if (options.key && options.key_field) return refuse("--key", "--key-field", "use one of them");
  if (options.dry_run && (options.receipts || options.undelivered)) {
    context.console.warn("--dry-run sends nothing: --receipts and --undelivered are ignored");
  }
  return check_files(options);
}

/// The configuration with the transaction's id, if there is to be a transaction; then the options say so too.
Result<kafka::Config> with_transaction(kafka::Config config, SendOptions& options) {
  if (options.transactional) {
    const std::string id = THOTH_TRY(read_value(options.transactional_id.value_or(std::string())));
    return config.with("transactional.id", id.empty() ? unique_id() : id);
  }
  options.transactional = !config.value("transactional.id").empty();
  return config;
}

Result<file::Source> open_path(const std::string& path, bool stream, const Environment& environment) {
  if (stream) return file::Source::open(path);
  file::Source::Spool spool;
  if (const auto folder = variable(environment, "TMPDIR")) spool.folder = *folder;
  return file::Source::open_whole(path, spool);
}

/// True of a path that is no file's, and that Kafka takes as a topic's name.
bool looks_like_topic(const std::string& path) {
  return !path.ends_with(".json") && !path.ends_with(".ndjson") && !path.ends_with(".jsonl") &&
         kafka::check_topic_name(path).has_value();
}

/// Opens a message file. A topic or contents in its place are told how to write it. Errors: usage, io.
Result<file::Source> open_file(const std::string& path, const SendOptions& options, const Environment& environment) {
  auto source = open_path(path, options.stream, environment);
  std::error_code none;
  if (source || path == "-" || std::filesystem::exists(path, none)) return source;
  const std::string topic = options.topic_name.value_or("TOPIC");
  if (path.starts_with('{') || path.starts_with('[')) {
    return fail(ErrorCode::usage, "", "send", "contents are not given as a file",
                fmt::format("write thoth-msg send -t {} -m JSON", topic));
  }
  if (!looks_like_topic(path)) return source;
  Error error = std::move(source).error();
  error.advice = fmt::format("check the path; to send to the topic {0}, write thoth-msg send -t {0} -m JSON", path);
  return tl::unexpected<Error>(std::move(error));
}

Result<file::Source> open_contents(const SendOptions& options, const Environment& environment) {
  const std::string& contents = *options.message_contents;
  if (contents == "-") return open_path("-", options.stream, environment);
  if (contents.size() > 1 && contents[0] == '@' && contents[1] != '@') {
    return open_path(contents.substr(1), options.stream, environment);
  }
  std::string text = THOTH_TRY(read_value(contents));
  return file::Source::from_text(std::move(text), "--message-contents");
}

/// What the options name as input: message files, or contents with a topic for all. What is whole is kept until it is
/// validated, a stream is read as it comes. Errors: usage, io.
Result<std::vector<file::Reader>> open_inputs(const SendOptions& options, file::Shape shape,
                                              const Environment& environment) {
  std::vector<file::Reader> readers;
  for (const std::string& path : options.files) {
    file::Source source = THOTH_TRY(open_file(path, options, environment));
    readers.emplace_back(std::move(source), shape);
  }
  if (!readers.empty()) return readers;
  file::Source source = THOTH_TRY(open_contents(options, environment));
  readers.emplace_back(std::move(source), shape);
  return readers;
}

/// Opens and validates the input. Whatever keeps it from being sent ends the run here.
Result<SendPlan> validated_plan(const SendOptions& options, const MessageRules& rules, Context& context) {
  const signals::EndAtOnce at_once(context.deadline_left());
  std::vector<file::Reader> readers = THOTH_TRY(open_inputs(options, rules.shape, context.environment));
  return plan_inputs(std::move(readers), rules, context);
}

Result<ExitCode> run_stream(const SendOptions& options, const MessageRules& rules, const kafka::Config& config,
                            Context& context) {
  std::optional<signals::EndAtOnce> at_once(std::in_place, context.deadline_left());
  std::vector<file::Reader> readers = THOTH_TRY(open_inputs(options, rules.shape, context.environment));
  at_once.reset();
  if (!options.dry_run) return send_stream(std::move(readers), rules, options, config, context);
  for (const file::Reader& reader : readers) {
    reader.source().while_waiting([&context] { return !context.wait(std::chrono::hours{24}).over(); });
  }
  return write_dry_run(readers, rules, context);
}

}  // namespace

const CLI::App* setup_send(CLI::App& app, SendOptions& options) {
  return add_command(app, "send", "Validate all messages, then send them", [&options](CLI::App& command) {
    add_arguments(command, "FILE", options.files, "FILE",
                  "Message files, sent one after another as one run; - for standard input");
    add_text(command, "-t,--topic,-n,--topic-name", options.topic_name, "TYPE",
             "Base name of the topic for --message-contents, or for all entries of a message file instead of their own "
             "[env, for -m: THOTH_MESSAGING_TOPIC_NAME]");
    add_text(command, "-m,--message-contents", options.message_contents, "JSON|@FILE|-",
             "Message contents: one JSON value, or several in a row [env: THOTH_MESSAGING_MESSAGE_CONTENTS]");
    add_text(command, "--message-file", options.message_file, "FILE|-",
             "The same as FILE [env: THOTH_MESSAGING_FROM_FILE]");
    add_switch(command, "--create-if-not-exist", options.create_if_not_exist,
               "Create missing topics [env: THOTH_MESSAGING_CREATE_IF_NOT_EXIST]");
    add_number(command, "--partitions", options.partitions, partition_bounds,
               "Partitions of created topics [env: THOTH_MESSAGING_PARTITIONS] [default: 1]");
    add_number(command, "--replication", options.replication, replication_bounds,
               "Replication factor of created topics [env: THOTH_MESSAGING_REPLICATION] [default: 1]");
    add_text(command, "--component-name", options.component_name, "NAME",
             "Value for component_name if a message has none [env: THOTH_MESSAGING_COMPONENT_NAME] [default: "
             "messaging-cli]");
    add_text(command, "--service-version", options.service_version, "VERSION",
             "Value for service_version if a message has none [env: THOTH_MESSAGING_SERVICE_VERSION] [default: this "
             "program's version]");
    add_switch(command, "--no-defaults", options.no_defaults, "Do not fill in component_name or service_version");
    add_switch(command, "--strict", options.strict,
               "Reject unknown members, unknown topics and a catalog with a broken schema");
    add_switch(command, "--no-validate", options.no_validate,
               "Send the contents byte for byte, without validation; with -m -, each line as it is");
    add_switch(command, "--stream", options.stream,
               "Validate and send each entry as it arrives; stop at the first invalid one");
    add_text(command, "-k,--key", options.key, "TEXT", "Key for entries without one");
    add_text(command, "--key-field", options.key_field, "POINTER",
             "Use this member of the message as the key, for entries without one");
    add_texts(command, "-H,--header", options.headers, "NAME=VALUE", "Header for entries without headers (repeatable)");
    add_number(command, "-p,--partition", options.partition, {0, std::numeric_limits<std::int32_t>::max()},
               "Partition for entries without one");
    add_text(command, "--cloudevents", options.cloudevents, "binary|structured",
             "Make a CloudEvent of each message: its attributes in headers, or all of it in the value");
    add_text(command, "--receipts", options.receipts, "FILE|-",
             "Write one JSON line per entry: its partition and offset, or why it was not delivered");
    add_text(command, "--undelivered", options.undelivered, "FILE",
             "Write the messages that were not acknowledged to a message file, ready to be sent again");
    add_optional_text(command, "--transactional", options.transactional, options.transactional_id, "[ID]",
                      "Send everything in one Kafka transaction");
    add_number(command, "--rate", options.rate, rate_bounds, "Send at most N messages per second");
    add_switch(command, "--dry-run", options.dry_run, "Print what would be sent; contact no broker");
    add_number(command, "--expect-entries", options.expect_entries, {0, std::numeric_limits<std::int64_t>::max()},
               "Send nothing unless the input holds exactly N entries");
    set_heading(command, "What to send", {"--topic", "--message-contents", "--message-file"});
    set_heading(command, "Keys, headers and partitions",
                {"--key", "--key-field", "--header", "--partition", "--cloudevents"});
    set_heading(command, "Missing topics", {"--create-if-not-exist", "--partitions", "--replication"});
    set_heading(
        command, "Validation and defaults",
        {"--component-name", "--service-version", "--no-defaults", "--strict", "--no-validate", "--expect-entries"});
    set_heading(command, "How to send", {"--stream", "--transactional", "--rate", "--dry-run"});
    set_heading(command, "What became of it", {"--receipts", "--undelivered"});
    command.footer(send_examples);
  });
}

Result<SendOptions> with_environment(const SendOptions& options, const Environment& environment) {
  SendOptions result = options;
  std::erase(result.files, "");
  if (result.cloudevents && result.cloudevents->empty()) result.cloudevents.reset();
  const bool is_input_typed = !result.files.empty() || !options.message_contents.value_or("").empty();
  take_text(result.message_file, is_input_typed ? Environment{} : environment, "THOTH_MESSAGING_FROM_FILE");
  if (result.message_file) result.files.insert(result.files.begin(), *std::exchange(result.message_file, std::nullopt));
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
  SendOptions all = THOTH_TRY(with_environment(options, context.environment));
  if (!all.files.empty()) {
    drop_ignored(options, all, context.console);
  } else if (variable(context.environment, "THOTH_MESSAGING_FROM_FILE")) {
    context.console.warn("THOTH_MESSAGING_FROM_FILE is ignored: --message-contents is given");
  }
  THOTH_TRY(check_input(all));
  hint_at_file(all, context);
  warn_of_idle(options, all, context.console);
  std::optional<signals::EndAtOnce> at_once(std::in_place, context.deadline_left());
  kafka::Config config = THOTH_TRY(kafka_config(context));
  config = THOTH_TRY(with_transaction(std::move(config), all));
  THOTH_TRY(check_together(all, context));
  MessageRules rules = THOTH_TRY(message_rules(all, config, context));
  NearMisses near_misses;
  rules.near_misses = &near_misses;
  at_once.reset();
  if (all.stream) return run_stream(all, rules, config, context);
  SendPlan plan = THOTH_TRY(validated_plan(all, rules, context));
  THOTH_TRY(check_entries(all.expect_entries, plan.entries, "send", "nothing was sent"));
  if (all.dry_run && plan.entries > 0) return write_dry_run(plan, rules, context);
  if (plan.entries > 0) return send_plan(plan, rules, all, config, context);
  // Nothing to send leaves nothing undelivered: the files say so.
  if (!all.dry_run) THOTH_TRY(write_empty_outputs(all, context.deadline_left()));
  for (const SendInput& input : plan.inputs) {
    context.console.summary(fmt::format("{}: contains no entries; nothing was sent", input.name()));
  }
  return ExitCode::ok;
}

}  // namespace thoth::cli
