// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/command.hpp"

#include <fmt/format.h>

#include <utility>

#include "audit/report.hpp"
#include "audit/run.hpp"
#include "output/output_file.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "reading/reading_choice.hpp"
#include "reading/report_file.hpp"

namespace thoth::cli {
namespace {

constexpr const char* audit_command = "audit";

constexpr const char* audit_examples =
    "  thoth-msg audit thoth.solver.solved-package\n"
    "  thoth-msg audit --all --since 1d\n"
    "  thoth-msg audit -t '^thoth\\.solver' -f html --output audit.html\n";

/// The report is written before anything else that went wrong is told.
Result<ExitCode> finish(const Audit& audit, const AuditOptions& options, Output& out, Context& context) {
  const ExitCode outcome = audit.violations() == 0 ? ExitCode::ok : ExitCode::invalid;
  const auto written = write_audit(audit, options.format, report_width(out, context), out);
  return end_of_report(written, audit.cut, outcome, out, context);
}

}  // namespace

const CLI::App* setup_audit(CLI::App& app, AuditOptions& options) {
  return add_command(
      app, audit_command, "Validate every record in topics; summarise by violation and sender",
      [&options](CLI::App& command) {
        add_reading_choice(command, options);
        add_choice<AuditFormat>(command, "-f,--format", options.format,
                                {{"text", AuditFormat::text},
                                 {"json", AuditFormat::json},
                                 {"sarif", AuditFormat::sarif},
                                 {"junit", AuditFormat::junit},
                                 {"html", AuditFormat::html}},
                                "Report format: text, one JSON object per topic, SARIF, JUnit XML, or a page of HTML "
                                "[default: text]");
        add_text(command, "--output", options.output, "FILE", "Write the report to a file instead of standard output");
        add_switch(command, "--strict", options.strict,
                   "Report unknown members and unknown topics as violations; refuse a catalog with a broken schema");
        set_heading(command, "Rules", {"--strict"});
        set_heading(command, "Report", {"--format", "--output"});
        command.footer(audit_examples);
      });
}

Result<ExitCode> run_audit(const AuditOptions& options, Context& context) {
  OpenReading reading = THOTH_TRY(open_reading(audit_command, "auditing", options, context));
  std::optional<OutputFile> file =
      THOTH_TRY(open_report(options.output, {"text", "json", "sarif", "junit", "html"}, context));
  AuditRun run(options, std::move(reading.plan), context);
  run.run(reading.consumer);
  auto code = finish(run.audit(), options, file ? file->out() : context.out, context);
  context.console.summary(run.tally().text(false, context.seconds(), std::nullopt));
  return code;
}

}  // namespace thoth::cli
