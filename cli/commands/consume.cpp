#include "commands/consume.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "builtin_types.hpp"
#include "context.hpp"
#include "options.hpp"
#include "signals.hpp"
#include "summary.hpp"
#include "thoth/kafka/admin.hpp"
#include "thoth/kafka/consumer.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "topic_names.hpp"

namespace thoth::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* examples =
    "  thoth-msg consume --topic thoth.solver.solved-package --from-beginning --exit-at-end\n"
    "  thoth-msg consume --all -o start -c 10 --timeout 5s\n"
    "  thoth-msg consume -t thoth.solver.solved-package -o start -e -f contents\n";

constexpr std::chrono::seconds hint_after{3};

Result<void> check_options(const ConsumeOptions& options) {
  constexpr const char* command = "consume";
  if (options.topics.empty() && !options.all) {
    return fail(ErrorCode::usage, "", command, "no topic is named", "give --topic NAME, or --all for every known type");
  }
  if (options.from_beginning && options.offset == Offset::end) {
    return fail(ErrorCode::usage, "", command, "--from-beginning and --offset end contradict each other",
                "give one of them");
  }
  return {};
}

/// The topics to read, all of them there. Of --all, those that are.
Result<std::vector<std::string>> topics_to_read(const ConsumeOptions& options, const kafka::Config& config,
                                                Context& context) {
  THOTH_TRY_ASSIGN(kafka::Admin admin, kafka::Admin::create(config, context.console.kafka_log()));
  THOTH_TRY_ASSIGN(const std::vector<kafka::TopicInfo> on_cluster, admin.list(context.wait()));
  const auto exists = [&on_cluster](const std::string& name) {
    return std::any_of(on_cluster.begin(), on_cluster.end(),
                       [&name](const kafka::TopicInfo& topic) { return topic.name == name; });
  };
  const std::string& prefix = context.settings.topic_prefix;
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const std::string& typed : options.topics) {
    const std::string name = resolve_topic(prefix, typed, on_cluster);
    if (!exists(name)) return tl::unexpected<Error>(missing_topic("consuming", name, on_cluster));
    add(name);
  }
  if (!options.all) return names;
  std::size_t missing = 0;
  const std::vector<std::string> known = kafka::full_topics(builtin_types(), prefix);
  for (const std::string& name : known) {
    if (exists(name)) {
      add(name);
    } else {
      ++missing;
    }
  }
  if (names.empty()) {
    return fail(ErrorCode::unreachable, "consuming", known.front() + " and the other known types' topics",
                "none of them is on the cluster", "create them with thoth-msg topics create --all");
  }
  if (missing != 0) {
    context.console.warn(
        fmt::format("{} of the known types' {} topics are not on the cluster and are not read", missing, known.size()));
  }
  return names;
}

/// One run of reading.
class Consumption {
 public:
  Consumption(const ConsumeOptions& options, Context& context)
      : options_(options),
        context_(context),
        writer_(builtin_types(), RecordWriterOptions{options.format, context.settings.topic_prefix,
                                                     options.show_secrets, context.out.is_terminal()}) {}

  Result<void> run(kafka::Consumer& consumer, const std::vector<std::string>& topics) {
    const bool from_start = options_.from_beginning || options_.offset == Offset::start;
    THOTH_TRY_ASSIGN(
        const std::vector<kafka::PartitionRange> ranges,
        consumer.start(topics, from_start ? kafka::Start::beginning() : kafka::Start::end(), context_.wait()));
    context_.console.info(fmt::format("reading {} of {} from the {}", counted(ranges.size(), "partition", "partitions"),
                                      counted(topics.size(), "topic", "topics"), from_start ? "start" : "end"));
    if (options_.exit_at_end) {
      std::vector<kafka::Position> positions;
      positions.reserve(ranges.size());
      for (const kafka::PartitionRange& range : ranges) {
        positions.push_back({range.topic, range.partition, from_start ? range.begin : range.end});
      }
      snapshot_.emplace(ranges, positions);
    }
    last_record_ = Clock::now();
    kafka::Batch batch;
    while (!is_over()) {
      THOTH_TRY(consumer.poll(batch, next_wait()));
      THOTH_TRY(take(batch));
    }
    return context_.out.flush();
  }

  void summarize() const {
    context_.console.summary(fmt::format("{}, {} valid, {} in {:.2f} s", counted(records_, "record", "records"),
                                         records_ - invalid_, byte_text(bytes_), context_.seconds()));
  }

 private:
  [[nodiscard]] bool count_reached() const {
    return options_.count && records_ >= static_cast<std::uint64_t>(*options_.count);
  }

  [[nodiscard]] bool is_over() const {
    if (signals::stop() || count_reached() || (snapshot_ && snapshot_->reached())) return true;
    const auto now = Clock::now();
    const auto deadline = context_.deadline();
    if (deadline && now >= *deadline) return true;
    return options_.timeout && now - last_record_ >= *options_.timeout;
  }

  /// Not past the time at which something is due. With lines held back: only what is there already.
  [[nodiscard]] std::chrono::milliseconds next_wait() const {
    if (holding_) return std::chrono::milliseconds{0};
    auto most = kafka::Wait::slice;
    if (context_.deadline()) most = std::min(most, context_.deadline_left());
    if (options_.timeout) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(last_record_ + *options_.timeout - Clock::now());
      most = std::clamp(left, std::chrono::milliseconds{1}, most);
    }
    return most;
  }

  Result<void> take(const kafka::Batch& batch) {
    text_.clear();
    for (const kafka::Record& record : batch.records()) {
      if (count_reached()) break;
      if (snapshot_ && !snapshot_->contains(record)) continue;
      ++records_;
      bytes_ += record.value ? record.value->size() : 0;
      if (!writer_.append(record, text_)) ++invalid_;
      warn_of_secrets(record);
    }
    if (snapshot_) snapshot_->note(batch);
    THOTH_TRY(context_.out.write(text_));
    if (batch.records().empty()) {
      hint();
      THOTH_TRY(context_.out.check());
    } else {
      last_record_ = Clock::now();
      // More may be there already, and goes out with it; but nothing is held back for long.
      holding_ = last_record_ - last_flush_ < kafka::Wait::slice;
      if (holding_) return {};
    }
    holding_ = false;
    last_flush_ = Clock::now();
    return context_.out.flush();
  }

  void warn_of_secrets(const kafka::Record& record) {
    if (told_of_secrets_ || options_.format != RecordFormat::contents || options_.show_secrets) return;
    if (!writer_.is_secretive(record)) return;
    told_of_secrets_ = true;
    context_.console.warn(
        fmt::format("{} has members that are secret, and the format contents does not mask them", record.topic));
  }

  void hint() {
    if (hinted_ || !context_.console.is_terminal() || Clock::now() - last_record_ < hint_after) return;
    hinted_ = true;
    context_.console.summary("waiting for records (Ctrl-C ends)");
  }

  const ConsumeOptions& options_;
  Context& context_;
  RecordWriter writer_;
  std::optional<kafka::Snapshot> snapshot_;
  std::string text_;
  std::uint64_t records_ = 0;
  std::uint64_t invalid_ = 0;
  std::uint64_t bytes_ = 0;
  Clock::time_point last_record_;
  Clock::time_point last_flush_;
  bool holding_ = false;  ///< written lines wait for more to come with them
  bool hinted_ = false;
  bool told_of_secrets_ = false;
};

}  // namespace

const CLI::App* setup_consume(CLI::App& app, ConsumeOptions& options) {
  CLI::App* command = app.add_subcommand("consume", "Write records as they come, judged against their message types");
  add_texts(*command, "-t,--topic", options.topics, "TOPIC", "Base or full topic name; may be repeated");
  add_switch(*command, "--all", options.all, "The topics of all known message types");
  add_choice<std::optional<Offset>>(*command, "-o,--offset", options.offset,
                                    {{"start", Offset::start}, {"end", Offset::end}}, "Where to start (end)");
  add_switch(*command, "--from-beginning", options.from_beginning, "The same as --offset start");
  add_number(*command, "-c,--count,--max-messages", options.count, {1, std::numeric_limits<std::int64_t>::max()},
             "Stop after so many records");
  add_switch(*command, "-e,--exit-at-end", options.exit_at_end, "Stop at the ends that the topics had at the start");
  add_duration(*command, "--timeout", options.timeout, "Stop when no record came for so long");
  add_choice<RecordFormat>(*command, "-f,--format", options.format,
                           {{"ndjson", RecordFormat::ndjson}, {"contents", RecordFormat::contents}},
                           "A line that send takes back, or the value's bytes and a line break (ndjson)");
  add_switch(*command, "--show-secrets", options.show_secrets, "Show secret members instead of ***");
  command->footer(examples);
  return command;
}

Result<ExitCode> run_consume(const ConsumeOptions& options, Context& context) {
  THOTH_TRY(check_options(options));
  THOTH_TRY_ASSIGN(const kafka::Config config, kafka_config(context));
  THOTH_TRY_ASSIGN(const std::vector<std::string> topics, topics_to_read(options, config, context));
  THOTH_TRY_ASSIGN(kafka::Consumer consumer,
                   kafka::Consumer::create(config, kafka::Membership::alone, context.console.kafka_log()));
  Consumption consumption(options, context);
  const auto done = consumption.run(consumer, topics);
  // What was written is told also where reading or writing failed half-way.
  consumption.summarize();
  if (!done) {
    static_cast<void>(context.out.flush());
    return tl::unexpected<Error>(done.error());
  }
  THOTH_TRY(consumer.close(context.wait()));
  if (signals::stop()) return fail(ErrorCode::interrupted, "", "consume", "interrupted");
  return ExitCode::ok;
}

}  // namespace thoth::cli
