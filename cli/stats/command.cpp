// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/command.hpp"

#include <fmt/format.h>

#include <utility>

#include "output/output_file.hpp"
#include "output/text.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "reading/reading_choice.hpp"
#include "reading/report_file.hpp"
#include "stats/report.hpp"
#include "stats/run.hpp"

namespace thoth::cli {
namespace {

constexpr const char* stats_command = "stats";

constexpr const char* stats_examples =
    "  thoth-msg stats thoth.solver.solved-package\n"
    "  thoth-msg stats --all --since 1d\n"
    "  thoth-msg stats -t '^thoth\\.solver' -f html --output stats.html\n";

/// The report is written before anything else that went wrong is told.
Result<ExitCode> finish_stats(const Stats& stats, const StatsOptions& options, Output& out, Context& context) {
  const auto written = write_stats(stats, options.format, report_width(out, context), out);
  return end_of_report(written, stats.cut, ExitCode::ok, out, context);
}

std::string summary_of(const Stats& stats, double seconds) {
  const Volume all = volume_of(stats);
  return fmt::format("{}, {} in {:.2f} s", counted(all.records, "record", "records"), byte_text(all.bytes), seconds);
}

}  // namespace

const CLI::App* setup_stats(CLI::App& app, StatsOptions& options) {
  return add_command(
      app, stats_command, "Count what topics hold: records, sizes, rates, keys, duplicates",
      [&options](CLI::App& command) {
        add_reading_choice(command, options);
        add_choice<StatsFormat>(command, "-f,--format", options.format,
                                {{"text", StatsFormat::text}, {"json", StatsFormat::json}, {"html", StatsFormat::html}},
                                "Report format: text, one JSON object per topic, or a page of HTML "
                                "[default: text]");
        add_text(command, "--output", options.output, "FILE", "Write the report to a file instead of standard output");
        set_heading(command, "Report", {"--format", "--output"});
        command.footer(stats_examples);
      });
}

Result<ExitCode> run_stats(const StatsOptions& options, Context& context) {
  OpenReading reading = THOTH_TRY(open_reading(stats_command, "counting", options, context));
  std::optional<OutputFile> file = THOTH_TRY(open_report(options.output, {"text", "json", "html"}, context));
  StatsRun run(std::move(reading.plan), context);
  run.run(reading.consumer, reading.config);
  auto code = finish_stats(run.stats(), options, file ? file->out() : context.out, context);
  context.console.summary(summary_of(run.stats(), context.seconds()));
  return code;
}

}  // namespace thoth::cli
