// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "consume/run.hpp"
#include "output/output_file.hpp"
#include "program/arguments.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "program/signals.hpp"
#include "reading/tail.hpp"
#include "reading/topic_choice.hpp"

namespace thoth::cli {
namespace {

constexpr const char* consume_command = "consume";

constexpr const char* consume_examples =
    "  thoth-msg consume thoth.solver.solved-package --from-beginning -e\n"
    "  thoth-msg consume -t '^thoth\\.solver' --since 1h --grep numpy -e\n"
    "  thoth-msg consume --all -o start --expect 1 --within 10s -f contents\n";

constexpr std::chrono::seconds usual_within{30};

tl::unexpected<Error> contradiction(std::string_view one, std::string_view other) {
  return fail(ErrorCode::usage, "", consume_command, fmt::format("{} cannot be combined with {}", one, other),
              "use one of them");
}

using Kind = OffsetPoint::Kind;

/// Whether --offset is a word for the start, or for the end.
bool names(const std::optional<std::string>& offset, Kind kind) {
  if (!offset) return false;
  const auto spec = parse_offset(*offset, {});
  return spec && *spec == OffsetSpec{{kind, 0}, std::nullopt};
}

Result<void> check_group(const ConsumeOptions& options) {
  if (!options.group) {
    if (options.no_commit || options.instance_id) {
      return fail(ErrorCode::usage, "", consume_command,
                  fmt::format("{} has no effect without a group", options.no_commit ? "--no-commit" : "--instance-id"),
                  "add --group ID");
    }
    return {};
  }
  if (options.group->empty()) {
    return fail(ErrorCode::usage, "", consume_command, "the name of --group is empty", "give --group ID");
  }
  if (!options.partitions.empty()) return contradiction("--partition", "--group");
  if (options.tail) return contradiction("--tail", "--group");
  if (options.since) return contradiction("--since", "--group");
  if (options.until) return contradiction("--until", "--group");
  if (options.offset && !names(options.offset, Kind::start) && !names(options.offset, Kind::end)) {
    return fail(ErrorCode::usage, "", consume_command,
                fmt::format("--offset {} cannot be combined with --group, which continues from its committed offsets",
                            *options.offset),
                "use start or end, which apply where the group has committed nothing");
  }
  return {};
}

Result<void> check_selection(const ConsumeOptions& options) {
  if (options.select.empty()) {
    if (options.format != RecordFormat::csv) return {};
    return fail(ErrorCode::usage, "", consume_command, "--format csv needs to know which members are its columns",
                "add --select /a,/b/c");
  }
  if (options.layout) return contradiction("--select", "--template");
  using enum RecordFormat;
  if (!options.format || *options.format == ndjson || *options.format == json || *options.format == csv) return {};
  return fail(ErrorCode::usage, "", consume_command, "--select writes objects or rows",
              "use it with -f ndjson, json or csv");
}

Result<void> check_options(const ConsumeOptions& options) {
  THOTH_TRY(check_topic_choice(consume_command, options.topics, options.all));
  if (options.from_beginning && options.offset && !names(options.offset, Kind::start)) {
    return contradiction("--from-beginning", "--offset " + *options.offset);
  }
  if (options.from_beginning && options.since) return contradiction("--from-beginning", "--since");
  if (options.expect && options.expect_none) return contradiction("--expect", "--expect-none");
  if (options.format && options.layout) return contradiction("--format", "--template");
  if (options.within && !options.expect && !options.expect_none) {
    return fail(ErrorCode::usage, "", consume_command, "--within has no effect without --expect or --expect-none",
                "add one of them, or use --timeout or --deadline instead");
  }
  THOTH_TRY(check_selection(options));
  return check_group(options);
}

/// Says how long it will wait where that was left open.
std::optional<Expectation> expectation_of(const ConsumeOptions& options, Context& context) {
  if (!options.expect && !options.expect_none) return std::nullopt;
  if (!options.within) context.console.summary("waiting up to 30 s (change with --within)");
  return Expectation(options.expect.value_or(0), options.within.value_or(usual_within));
}

Result<RecordWriter> writer_of(const ConsumeOptions& options, const Output& out, const Context& context) {
  RecordWriterOptions writing;
  const bool is_for_people = out.is_terminal() && options.select.empty();
  writing.format = options.format.value_or(is_for_people ? RecordFormat::pretty : RecordFormat::ndjson);
  writing.secrets = options.show_secrets ? Secrets::shown : Secrets::masked;
  const bool is_coloured =
      context.settings.color == Color::always || (context.settings.color == Color::automatic && out.is_terminal());
  writing.colours = is_coloured ? json::Colours::yes : json::Colours::no;
  if (options.layout) {
    writing.layout = THOTH_TRY(RecordTemplate::parse(*options.layout));
  }
  if (!options.select.empty()) {
    writing.selection = THOTH_TRY(Selection::parse(options.select));
  }
  const bool is_pretty = writing.format == RecordFormat::pretty && !options.layout;
  if (options.grep && is_coloured && (out.is_terminal() || is_pretty)) {
    writing.marks = THOTH_TRY(MatchMarks::parse(*options.grep));
  }
  return RecordWriter(std::move(writing));
}

Result<ConsumeRunParts> parts_of(const ConsumeOptions& options, const Output& out, Context& context) {
  const std::string usual = options.from_beginning || options.tail ? "start" : "end";
  const OffsetSpec spec =
      THOTH_TRY(parse_span({options.offset, options.since, options.until}, usual, std::chrono::system_clock::now()));
  RecordFilter filter = THOTH_TRY(RecordFilter::parse(options.where, options.grep));
  RecordWriter writer = THOTH_TRY(writer_of(options, out, context));
  std::optional<ReadyFile> ready;
  if (options.ready_file) {
    ready = THOTH_TRY(ReadyFile::prepare(*options.ready_file));
  }
  return ConsumeRunParts{spec, std::move(filter), std::move(writer), expectation_of(options, context),
                         std::move(ready)};
}

/// Leaving a group commits what was written, so the first signal and the deadline leave some time for it.
kafka::Wait wait_for_group(const Context& context) {
  constexpr std::chrono::milliseconds least{2000};
  constexpr std::chrono::milliseconds max{10000};
  return kafka::Wait::at_most(context.settings.deadline ? std::clamp(context.deadline_left(), least, max) : max,
                              &signals::abort());
}

std::vector<std::pair<std::string, std::string>> group_properties(const ConsumeOptions& options) {
  std::vector<std::pair<std::string, std::string>> properties;
  if (!options.group) return properties;
  properties.emplace_back("group.id", *options.group);
  if (options.instance_id) properties.emplace_back("group.instance.id", *options.instance_id);
  if (options.no_commit) properties.emplace_back("enable.auto.commit", "false");
  if (options.from_beginning || names(options.offset, Kind::start))
    properties.emplace_back("auto.offset.reset", "earliest");
  if (names(options.offset, Kind::end)) properties.emplace_back("auto.offset.reset", "latest");
  return properties;
}

/// The -f of kcat and rpk is another option here. `value` is as CLI11 gets it.
std::string refuse_layout(const std::string& value) {
  const std::string format = unmarked(value);
  const bool is_layout = format.find('%') != std::string::npos;
  return is_layout ? fmt::format("\"{}\" is a template (use --template)", format) : "";
}

}  // namespace

const CLI::App* setup_consume(CLI::App& app, ConsumeOptions& options) {
  return add_command(
      app, consume_command, "Print records as they arrive, and validate each one", [&options](CLI::App& command) {
        add_topic_choice(command, options.topics, options.all);
        add_text(
            command, "-o,--offset", options.offset, "OFFSET",
            "Where to start: start (earliest), end (latest), N, +N, -N, N:M, :end, @TIME, @TIME:TIME, @-1h [default: "
            "end]");
        add_switch(command, "--from-beginning", options.from_beginning, "Same as --offset start");
        add_number(command, "--tail", options.tail, {0, max_tail},
                   "Start with the last N records of all partitions together, in order of time");
        add_text(command, "--since", options.since, "TIME",
                 "Start at a time: 10m for ten minutes ago, or 2026-01-15T10:00:00Z");
        add_text(command, "--until", options.until, "TIME",
                 "Stop each partition at a time, and end when all are there [default start: the oldest record]");
        add_partitions(command, options.partitions);
        add_text(command, "-g,--group", options.group, "GROUP",
                 "Join this consumer group: share its partitions, commit offsets");
        add_text(command, "--instance-id", options.instance_id, "ID", "Join the group as this static member");
        add_switch(command, "--no-commit", options.no_commit, "Do not commit offsets");
        add_number(command, "-c,--count,--max-messages", options.count, {1, std::numeric_limits<std::int64_t>::max()},
                   "Stop after N records");
        add_switch(command, "-e,--exit-at-end", options.exit_at_end,
                   "Stop where the partitions ended when reading started");
        add_duration(command, "--timeout", options.timeout, "Stop when no record has arrived for this long");
        add_number(command, "--expect", options.expect, {1, std::numeric_limits<std::int64_t>::max()},
                   "Succeed once N matching records arrive; exit 5 otherwise");
        add_switch(command, "--expect-none", options.expect_none,
                   "Succeed if no matching record arrives; exit 5 at the first");
        add_duration(command, "--within", options.within, "How long --expect and --expect-none wait [default: 30s]");
        add_texts(command, "--where", options.where, "CONDITION",
                  "Only matching records: FIELD OPERATOR VALUE, FIELD, !FIELD, A || B. FIELD: /POINTER, key, value, "
                  "header:NAME, topic, partition, offset, timestamp, size, schema_id, valid, code. OPERATOR: = != ~ < "
                  "<= > >= (repeatable: all must match)");
        add_text(command, "--grep", options.grep, "REGEX", "Only records whose key, value or headers match");
        add_choice<std::optional<RecordFormat>>(command, "-f,--format", options.format,
                                                {{"ndjson", RecordFormat::ndjson},
                                                 {"json", RecordFormat::json},
                                                 {"pretty", RecordFormat::pretty},
                                                 {"csv", RecordFormat::csv},
                                                 {"contents", RecordFormat::contents},
                                                 {"raw", RecordFormat::raw}},
                                                "Output format [default: pretty on a terminal, else ndjson]")
            ->check(refuse_layout);
        add_text(command, "--template", options.layout, "LAYOUT",
                 "Write each record in this layout: %t %p %o %k %v %v{/POINTER} %h{%k=%v } %d, \\n, …");
        add_texts(command, "--select", options.select, "POINTERS",
                  "Write only these members of the contents, as ndjson, json or csv: /a,/b/c");
        add_text(command, "--output", options.output, "FILE", "Write to a file instead of standard output");
        add_text(command, "--ready-file", options.ready_file, "FILE",
                 "Create this file once the start positions are known");
        add_choice<OnInvalid>(
            command, "--validate", options.on_invalid,
            {{"report", OnInvalid::report}, {"drop", OnInvalid::drop}, {"fail", OnInvalid::fail}},
            "What to do with invalid records: report them, drop them, or fail at the first [default: report]");
        add_switch(command, "--show-secrets", options.show_secrets, "Show secret members instead of ***");
        set_heading(command, "What to read", {"--topic", "--all", "--partition", "--where", "--grep"});
        set_heading(command, "From where to where", {"--offset", "--from-beginning", "--tail", "--since", "--until"});
        set_heading(command, "Consumer group", {"--group", "--instance-id", "--no-commit"});
        set_heading(command, "When to stop", {"--count", "--exit-at-end", "--timeout"});
        set_heading(command, "Checks for scripts", {"--expect", "--expect-none", "--within", "--ready-file"});
        set_heading(command, "How to print",
                    {"--format", "--template", "--select", "--output", "--validate", "--show-secrets"});
        command.footer(consume_examples);
      });
}

Result<ExitCode> run_consume(const ConsumeOptions& options, Context& context) {
  THOTH_TRY(check_options(options));
  std::optional<OutputFile> file;
  if (options.output) {
    warn_of_format_name(*options.output, {"ndjson", "json", "pretty", "contents", "raw"}, context.console);
    const signals::EndAtOnce at_once(context.deadline_left(), "the output file was open");
    const mode_t mode = options.show_secrets ? 0600 : 0666;
    OutputFile opened =
        THOTH_TRY(OutputFile::open(*options.output, {"opening the output file", "name a writable file"}, mode));
    file.emplace(std::move(opened));
  }
  Output& out = file ? file->out() : context.out;
  ConsumeRunParts parts = THOTH_TRY(parts_of(options, out, context));
  const kafka::Config config = THOTH_TRY(kafka_config(context, group_properties(options)));
  const auto membership = options.group ? kafka::Membership::group : kafka::Membership::alone;
  kafka::Consumer consumer = THOTH_TRY(kafka::Consumer::create(config, membership, context.console.kafka_log()));
  const auto topics = THOTH_TRY(choose_topics({"consuming", options.topics, options.all}, consumer, context));
  if (file) THOTH_TRY(file->clear());
  ConsumeRun run(options, std::move(parts), out, context);
  const auto done = run.run(consumer, topics);
  // What was written is told also where reading or writing failed half-way.
  run.summarize(consumer);
  const auto closed = consumer.close(options.group ? wait_for_group(context) : context.wait());
  if (!done) return tl::unexpected<Error>(done.error());
  // Who reads alone has nothing to put in order at the cluster.
  if (options.group) THOTH_TRY(closed);
  return ExitCode::ok;
}

}  // namespace thoth::cli
