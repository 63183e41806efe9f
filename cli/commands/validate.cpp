#include "commands/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "builtin_types.hpp"
#include "context.hpp"
#include "entry_judge.hpp"
#include "options.hpp"
#include "signals.hpp"
#include "thoth/version.hpp"
#include "unknown_topics.hpp"
#include "violation_kinds.hpp"

namespace thoth::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* examples =
    "  thoth-msg validate messages_to_be_sent.json\n"
    "  thoth-msg messages example --all | thoth-msg validate -f json -\n"
    "  echo '{\"package_name\": \"flask\", \"package_version\": \"2.3.3\", \"index_url\": "
    "\"https://pypi.org/simple\"}' |\n"
    "    thoth-msg validate --topic thoth.package-release.package-released -\n";

/// A text report of a million equal mistakes serves no one.
constexpr std::uint64_t usual_violations_in_text = 100;

class Validation {
 public:
  Validation(const ValidateOptions& options, Context& context)
      : options_(options),
        context_(context),
        judge_(builtin_types(),
               ValidationOptions{options.strict ? Strict::yes : Strict::no,
                                 options.no_defaults ? std::vector<FillIn>{} : fill_ins(default_component, version),
                                 Wire::skip}),
        unknown_(builtin_types(), context.console),
        reporter_(make_reporter(
            options.format, [&context](std::string_view text) { return context.out.write(text); },
            context.out.is_terminal(), is_coloured(context.settings.color, 1))) {
    const std::int64_t usual = options.format == ReportFormat::text ? usual_violations_in_text : 0;
    const std::int64_t most = options.max_violations.value_or(usual);
    most_ = most == 0 ? std::numeric_limits<std::uint64_t>::max() : static_cast<std::uint64_t>(most);
  }

  /// Judges one file. Errors: usage (unreadable), io (the report cannot be written), interrupted, unreachable (the
  /// deadline).
  Result<void> judge_file(const std::string& path) {
    // Opening and reading may block for ever. A stream's report is written before more of the stream is waited for, so
    // that a signal can end the program there; in a file there is no waiting.
    std::optional<signals::EndAtOnce> at_once(std::in_place, context_.deadline_left());
    THOTH_TRY_ASSIGN(file::Source source, file::Source::open(path));
    const bool stream = source.is_stream();
    if (!stream) at_once.reset();
    file::Reader reader(std::move(source), options_.topic ? file::Shape::contents : file::Shape::entries);
    const std::string& name = reader.source().name();
    file::Entry entry;
    const std::uint64_t before = entries_;
    for (;;) {
      THOTH_TRY_ASSIGN(const bool more, reader.next(entry));
      if (!more) break;
      ++entries_;
      THOTH_TRY(check_time(name));
      const std::string& topic = options_.topic ? *options_.topic : entry.topic_name;
      const JudgedEntry& judged = judge_.judge(entry, topic);
      if (!judged.violations.empty()) {
        THOTH_TRY(report(name, entry, topic, judged));
        if (stream) THOTH_TRY(context_.out.flush());
      } else if (judged.schema == nullptr) {
        unknown_.note(name, entry.place, topic);
      }
    }
    if (entries_ == before) context_.console.summary(fmt::format("{}: there is no entry in it", name));
    return {};
  }

  void summarize() {
    if (violations_ > reported_) {
      context_.console.summary(fmt::format("{} more violations are not shown (--max-violations 0 shows all); in all:",
                                           violations_ - reported_));
      for (const std::string& line : kinds_.lines()) context_.console.summary(line);
    }
    context_.console.summary(fmt::format("{} entr{}, {} valid, {} violation{}", entries_, entries_ == 1 ? "y" : "ies",
                                         entries_ - invalid_, violations_, violations_ == 1 ? "" : "s"));
  }

  [[nodiscard]] bool all_valid() const { return violations_ == 0; }

 private:
  /// The clock is looked at now and then only: entries are judged in less time than that takes.
  [[nodiscard]] Result<void> check_time(const std::string& name) const {
    if (signals::stop()) return fail(ErrorCode::interrupted, "validating", name, "interrupted");
    if (entries_ % 1024 != 0 || !context_.deadline() || std::chrono::steady_clock::now() < *context_.deadline())
      return {};
    return fail(ErrorCode::unreachable, "validating", name, "the deadline passed before all input was judged",
                "give --deadline more time");
  }

  Result<void> report(const std::string& name, const file::Entry& entry, const std::string& topic,
                      const JudgedEntry& judged) {
    ++invalid_;
    for (const Violation& violation : judged.violations) {
      ++violations_;
      kinds_.add(topic, violation);
      if (reported_ >= most_) continue;
      ++reported_;
      THOTH_TRY(reporter_->report(Finding{name, entry.number, topic, entry.text, entry.place, &violation}));
    }
    return {};
  }

  const ValidateOptions& options_;
  Context& context_;
  EntryJudge judge_;
  UnknownTopics unknown_;
  std::unique_ptr<Reporter> reporter_;
  ViolationKinds kinds_;
  std::uint64_t most_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t invalid_ = 0;
  std::uint64_t violations_ = 0;
  std::uint64_t reported_ = 0;
};

bool is_message_file(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".json" || extension == ".ndjson" || extension == ".jsonl";
}

Result<void> check_options(const ValidateOptions& options) {
  if (options.paths.empty()) {
    return fail(ErrorCode::usage, "", "validate", "there is nothing to validate",
                "name message files or folders, or - for standard input");
  }
  if (options.topic && builtin_types().find(*options.topic) == nullptr) {
    const auto near = builtin_types().nearest_topic(*options.topic);
    return fail(ErrorCode::usage, "validating", *options.topic, "there is no such message type",
                near ? fmt::format("did you mean {}?", *near) : "see thoth-msg messages list");
  }
  return {};
}

}  // namespace

const CLI::App* setup_validate(CLI::App& app, ValidateOptions& options) {
  CLI::App* command = app.add_subcommand("validate", "Judge message files and report every violation with its place");
  add_arguments(*command, "PATH", options.paths, "PATH",
                "Message files, folders (walked for *.json, *.ndjson and *.jsonl), or - for standard input");
  add_text(*command, "--topic", options.topic, "TYPE",
           "The input is bare contents of this message type, one after another");
  add_choice<ReportFormat>(*command, "-f,--format", options.format,
                           {{"text", ReportFormat::text}, {"json", ReportFormat::json}},
                           "Report as lines for people, or as a JSON object a violation (text)");
  add_switch(*command, "--strict", options.strict, "Unknown members and unknown topics are violations");
  add_switch(*command, "--no-defaults", options.no_defaults,
             "Do not take component_name and service_version as filled in where they are absent");
  add_number(*command, "--max-violations", options.max_violations, {0, std::numeric_limits<std::int64_t>::max()},
             "Report so many at most, 0: all (text: 100, json: 0)");
  command->footer(examples);
  return command;
}

Result<std::vector<std::string>> message_files(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error) && is_message_file(at->path())) files.push_back(at->path().string());
  }
  if (error) return fail(ErrorCode::usage, "reading the folder", path, error.message(), "check its permissions");
  if (files.empty()) {
    return fail(ErrorCode::usage, "reading the folder", path, "it holds no *.json, *.ndjson or *.jsonl file",
                "name the files themselves");
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<ExitCode> run_validate(const ValidateOptions& options, Context& context) {
  THOTH_TRY(check_options(options));
  Validation validation(options, context);
  bool unreadable = false;
  const auto judge_path = [&](const std::string& path) -> Result<void> {
    THOTH_TRY_ASSIGN(const std::vector<std::string> files, message_files(path));
    for (const std::string& file : files) {
      auto judged = validation.judge_file(file);
      if (judged) continue;
      if (judged.error().code != ErrorCode::usage) return judged;
      context.console.error(judged.error().text());
      unreadable = true;
    }
    return {};
  };
  for (const std::string& path : options.paths) {
    const auto judged = judge_path(path);
    if (judged) continue;
    // Whoever stops reading a report has seen that there is something in it.
    if (context.out.reader_gone()) return ExitCode::invalid;
    if (judged.error().code != ErrorCode::usage) {
      THOTH_TRY(context.out.flush());
      return tl::unexpected<Error>(judged.error());
    }
    context.console.error(judged.error().text());
    unreadable = true;
  }
  const auto flushed = context.out.flush();
  if (!flushed && context.out.reader_gone()) return ExitCode::invalid;
  THOTH_TRY(flushed);
  validation.summarize();
  if (unreadable) return ExitCode::usage;
  return validation.all_valid() ? ExitCode::ok : ExitCode::invalid;
}

}  // namespace thoth::cli
