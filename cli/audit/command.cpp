// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/command.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "audit/report.hpp"
#include "audit/run.hpp"
#include "output/output_file.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "program/signals.hpp"
#include "reading/tail.hpp"
#include "reading/topic_choice.hpp"

namespace thoth::cli {
namespace {

constexpr const char* audit_command = "audit";

constexpr const char* audit_examples =
    "  thoth-msg audit thoth.solver.solved-package\n"
    "  thoth-msg audit --all --since 1d\n"
    "  thoth-msg audit -t '^thoth\\.solver' -f json --output audit.ndjson\n";

/// Lines of a file are for tools too, and stay whole.
std::size_t text_width(const Output& out, const Context& context) {
  return out.is_terminal() ? context.console.width() : std::numeric_limits<std::size_t>::max();
}

/// The report is written before anything else that went wrong is told.
Result<ExitCode> finish(const Audit& audit, const AuditOptions& options, Output& out, Context& context) {
  const ExitCode outcome = audit.violations() == 0 ? ExitCode::ok : ExitCode::invalid;
  const auto written = write_audit(audit, options.format, text_width(out, context), out);
  // A reader that closes the pipe early has already seen that the report is not empty.
  if (!written && !out.reader_gone()) return tl::unexpected<Error>(written.error());
  if (!audit.error) return outcome;
  if (!audit.is_out_of_time) return tl::unexpected<Error>(*audit.error);
  context.console.warn(audit.error->text());
  return outcome;
}

}  // namespace

const CLI::App* setup_audit(CLI::App& app, AuditOptions& options) {
  return add_command(
      app, audit_command, "Validate every record in topics; summarise by violation and sender",
      [&options](CLI::App& command) {
        add_topic_choice(command, options.topics, options.all);
        add_text(command, "-o,--offset", options.offset, "OFFSET",
                 "What to read: start, N, +N, -N, N:M, :end, @TIME, @TIME:TIME, @-1h [default: start]");
        add_number(command, "--tail", options.tail, {0, max_tail},
                   "Audit only the last N records of all partitions together");
        add_text(command, "--since", options.since, "TIME",
                 "Start at a time: 10m for ten minutes ago, or 2026-01-15T10:00:00Z");
        add_text(command, "--until", options.until, "TIME", "Stop each partition at a time");
        add_partitions(command, options.partitions);
        add_choice<AuditFormat>(command, "-f,--format", options.format,
                                {{"text", AuditFormat::text},
                                 {"json", AuditFormat::json},
                                 {"sarif", AuditFormat::sarif},
                                 {"junit", AuditFormat::junit}},
                                "Report format: text, one JSON object per topic, SARIF or JUnit XML [default: text]");
        add_text(command, "--output", options.output, "FILE", "Write the report to a file instead of standard output");
        add_switch(command, "--strict", options.strict,
                   "Report unknown members and unknown topics as violations; refuse a catalog with a broken schema");
        set_heading(command, "What to read",
                    {"--topic", "--all", "--partition", "--offset", "--tail", "--since", "--until"});
        set_heading(command, "Rules", {"--strict"});
        set_heading(command, "Report", {"--format", "--output"});
        command.footer(audit_examples);
      });
}

Result<ExitCode> run_audit(const AuditOptions& options, Context& context) {
  THOTH_TRY(check_topic_choice(audit_command, options.topics, options.all));
  const OffsetSpec spec =
      THOTH_TRY(parse_span({options.offset, options.since, options.until}, "start", std::chrono::system_clock::now()));
  const kafka::Config config = THOTH_TRY(kafka_config(context));
  kafka::Consumer consumer =
      THOTH_TRY(kafka::Consumer::create(config, kafka::Membership::alone, context.console.kafka_log()));
  const auto topics = THOTH_TRY(choose_topics({"auditing", options.topics, options.all}, consumer, context));
  ReadingPlan plan = THOTH_TRY(plan_on_cluster(consumer, topics, options.partitions, spec, context));
  if (options.tail) THOTH_TRY(keep_last(*options.tail, consumer, plan, context));
  std::optional<OutputFile> file;
  if (options.output) {
    warn_of_format_name(*options.output, {"text", "json", "sarif", "junit"}, context.console);
    const signals::EndAtOnce at_once(context.deadline_left(), "the report file was open");
    OutputFile opened =
        THOTH_TRY(OutputFile::open(*options.output, {"opening the report file", "name a writable file (--output)"}));
    THOTH_TRY(opened.clear());
    file.emplace(std::move(opened));
  }
  AuditRun run(options, std::move(plan), context);
  run.run(consumer);
  auto code = finish(run.audit(), options, file ? file->out() : context.out, context);
  context.console.summary(run.tally().text(false, context.seconds(), std::nullopt));
  return code;
}

}  // namespace thoth::cli
