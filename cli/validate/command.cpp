// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "output/output_file.hpp"
#include "program/context.hpp"
#include "program/options.hpp"
#include "program/signals.hpp"
#include "program/type_choice.hpp"
#include "validate/fix.hpp"
#include "validate/paths.hpp"
#include "validate/report.hpp"
#include "validate/run.hpp"

namespace thoth::cli {
namespace {

constexpr const char* validate_examples =
    "  thoth-msg validate messages_to_be_sent.json\n"
    "  thoth-msg messages example --all | thoth-msg validate -\n"
    "  thoth-msg validate --fix --dry-run messages_to_be_sent.json\n";

Result<void> check_options(const ValidateOptions& options) {
  if (options.paths.empty() && !options.files_from) {
    return fail(ErrorCode::usage, "", "validate", "nothing to validate",
                "name message files or folders, or - for standard input");
  }
  if (options.files_from == "-" && std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end()) {
    return fail(ErrorCode::usage, "", "--files-from", "standard input cannot be both the list and one of the files",
                "use a file for one of them");
  }
  if (options.topic && options.channel) {
    return fail(ErrorCode::usage, "", "--channel", "it cannot be combined with --topic",
                "the contents are either of a topic's type or of a channel's");
  }
  if (options.dry_run && !options.fix) {
    return fail(ErrorCode::usage, "", "--dry-run only works together with --fix", "");
  }
  return {};
}

/// Everything that is named, in that order.
Result<std::vector<FoundFiles>> found_files(const ValidateOptions& options, Context& context) {
  std::vector<std::string> paths = options.paths;
  if (options.files_from) {
    const signals::EndAtOnce at_once(context.deadline_left());
    const std::vector<std::string> listed = THOTH_TRY(listed_paths(*options.files_from));
    paths.insert(paths.end(), listed.begin(), listed.end());
  }
  std::vector<FoundFiles> found;
  found.reserve(paths.size());
  for (const std::string& path : paths) found.push_back(message_files(path));
  return found;
}

std::vector<std::string> all_files(const std::vector<FoundFiles>& inputs) {
  std::vector<std::string> files;
  for (const FoundFiles& input : inputs) files.insert(files.end(), input.files.begin(), input.files.end());
  return files;
}

/// Makes the file of the report anew, which must be none of the inputs, nor list them. Errors: usage, io.
Result<OutputFile> open_report(const ValidateOptions& options, std::vector<std::string> inputs) {
  const OutputFile::Words words{"opening the report file", "name a writable file (--output)"};
  const std::string& path = *options.output;
  if (options.files_from) inputs.push_back(*options.files_from);
  for (const std::string& input : inputs) {
    if (!is_same({path, STDOUT_FILENO}, {input, STDIN_FILENO})) continue;
    return fail(ErrorCode::usage, words.opening, path, "it is also an input file", "name another file");
  }
  OutputFile file = THOTH_TRY(OutputFile::open(path, words));
  THOTH_TRY(file.clear());
  return file;
}

/// Fixes what can be. What keeps a file from being fixed is said, and keeps no other. Errors: those that end the run.
Result<bool> fix_all(const std::vector<FoundFiles>& inputs, FileFixing& fixing, Console& console) {
  bool all_done = true;
  for (const std::string& file : all_files(inputs)) {
    const auto fixed = fixing.fix(file);
    if (fixed) continue;
    if (fixed.error().code != ErrorCode::usage) return tl::unexpected<Error>(fixed.error());
    console.error(fixed.error().text());
    all_done = false;
  }
  fixing.summarize();
  return all_done;
}

/// Shows what fixing would change; the exit code is that of a run that would have fixed it.
Result<ExitCode> show_fixes(const std::vector<FoundFiles>& inputs, const ValidateOptions& options, Context& context,
                            Output& out, NearMisses& near_misses) {
  FileFixing fixing(options, context, out, near_misses);
  bool all_read = THOTH_TRY(fix_all(inputs, fixing, context.console));
  for (const FoundFiles& input : inputs) {
    for (const Error& error : input.errors) context.console.error(error.text());
    all_read = all_read && input.errors.empty();
  }
  THOTH_TRY(out.flush());
  if (!all_read) return ExitCode::usage;
  return fixing.all_valid() ? ExitCode::ok : ExitCode::invalid;
}

/// What cannot be read is said, and keeps nothing else from being validated. Errors: those that end the run.
Result<void> validate_all(const std::vector<FoundFiles>& inputs, const ValidateOptions& options, Context& context,
                          ValidationReport& report, NearMisses& near_misses) {
  ValidateRun validating(options, context, report, near_misses);
  for (const FoundFiles& input : inputs) {
    for (const Error& error : input.errors) THOTH_TRY(report.unreadable(error));
    for (const std::string& file : input.files) {
      auto validated = validating.validate(file);
      if (!validated && validated.error().code != ErrorCode::usage) return validated;
      if (!validated) THOTH_TRY(report.unreadable(validated.error()));
    }
  }
  return {};
}

/// Validates with options that are sound.
Result<ExitCode> run(const ValidateOptions& resolved, Context& context) {
  const std::vector<FoundFiles> inputs = THOTH_TRY(found_files(resolved, context));
  std::optional<OutputFile> file;
  if (resolved.output) {
    const signals::EndAtOnce at_once(context.deadline_left(), "the report file was open");
    OutputFile opened = THOTH_TRY(open_report(resolved, all_files(inputs)));
    file.emplace(std::move(opened));
  }
  Output& out = file ? file->out() : context.out;
  NearMisses near_misses;
  if (resolved.dry_run) return show_fixes(inputs, resolved, context, out, near_misses);
  bool all_fixed = true;
  if (resolved.fix) {
    FileFixing fixing(resolved, context, out, near_misses);
    all_fixed = THOTH_TRY(fix_all(inputs, fixing, context.console));
  }
  ValidationReport report(resolved, context, out);
  auto validated = validate_all(inputs, resolved, context, report, near_misses);
  if (validated) validated = report.finish();
  // A reader that closes the pipe early has already seen that the report is not empty.
  if (!validated && out.reader_gone()) return ExitCode::invalid;
  if (!validated) {
    THOTH_TRY(out.flush());
    return tl::unexpected<Error>(validated.error());
  }
  const ExitCode code = all_fixed ? report.exit_code() : ExitCode::usage;
  if (code != ExitCode::usage) THOTH_TRY(check_entries(resolved.expect_entries, report.entries(), "validate"));
  return code;
}

/// A channel's type goes by the channel's name then, as if that were its topic.
Result<ExitCode> run_for_channel(ValidateOptions options, Context& context) {
  const SchemaPtr known = THOTH_TRY(resolve_channel(context.types, *options.channel, "validating"));
  auto schema = std::make_shared<Schema>(*known);
  schema->topic = *options.channel;
  schema->topic_template = nullptr;
  Catalog types = context.types;
  types.add(std::move(schema));
  Context of_channel{context.settings, context.environment, context.out, context.console, types, context.started};
  options.topic = options.channel;
  Result<ExitCode> code = run(options, of_channel);
  context.ending = of_channel.ending;
  return code;
}

}  // namespace

const CLI::App* setup_validate(CLI::App& app, ValidateOptions& options) {
  return add_command(
      app, "validate", "Validate message files; report each violation with its place", [&options](CLI::App& command) {
        add_arguments(command, "PATH", options.paths, "PATH",
                      "Message files, folders (searched for *.json, *.ndjson and *.jsonl), or - for standard input");
        add_text(command, "-t,--topic", options.topic, "TYPE",
                 "Read bare contents of this message type, one after another, instead of entries");
        add_text(command, "--channel", options.channel, "CHANNEL",
                 "Read bare contents of the AsyncAPI channel of this name, even if it has no topic");
        add_choice<ReportFormat>(
            command, "-f,--format", options.format,
            {{"text", ReportFormat::text},
             {"json", ReportFormat::json},
             {"github", ReportFormat::github},
             {"sarif", ReportFormat::sarif},
             {"junit", ReportFormat::junit},
             {"html", ReportFormat::html}},
            "Report format: text, JSON lines, GitHub annotations, SARIF, JUnit XML, or a page of HTML [default: text]");
        add_text(command, "--output", options.output, "FILE", "Write the report to a file instead of standard output");
        add_text(command, "--files-from", options.files_from, "FILE|-",
                 "Also validate the paths listed in a file, one per line");
        add_switch(command, "--strict", options.strict,
                   "Report unknown members and unknown topics as violations; refuse a catalog with a broken schema");
        add_switch(command, "--no-defaults", options.no_defaults,
                   "Report a missing component_name or service_version, which send fills in");
        add_switch(command, "--fix", options.fix,
                   "Repair the files in place first: add defaults, order members, remove unknown members");
        add_switch(command, "--dry-run", options.dry_run, "With --fix: only show the changes, write nothing");
        add_number(command, "-j,--jobs", options.jobs, {1, 256}, "Number of threads [default: number of cores]");
        add_number(command, "--max-violations", options.max_violations, {0, std::numeric_limits<std::int64_t>::max()},
                   "Report at most N violations; 0 for all [default: text 100, github 10, others 0]");
        add_number(command, "--expect-entries", options.expect_entries, {0, std::numeric_limits<std::int64_t>::max()},
                   "Fail with exit code 5 unless the input holds exactly N entries");
        set_heading(command, "What to validate",
                    {"--topic", "--channel", "--files-from", "--strict", "--no-defaults", "--expect-entries"});
        set_heading(command, "Report", {"--format", "--output", "--max-violations"});
        set_heading(command, "Repair", {"--fix", "--dry-run"});
        set_heading(command, "Speed", {"--jobs"});
        command.footer(validate_examples);
      });
}

Result<ExitCode> run_validate(const ValidateOptions& options, Context& context) {
  THOTH_TRY(check_options(options));
  if (options.channel) return run_for_channel(options, context);
  ValidateOptions resolved = options;
  // What a template's parameter refuses is an unknown topic, as it is in a message file.
  if (options.topic && !(options.strict && is_refused_by_template(context.types, *options.topic))) {
    resolved.topic = THOTH_TRY(resolve_type(context.types, *options.topic, "validating"));
  }
  return run(resolved, context);
}

}  // namespace thoth::cli
