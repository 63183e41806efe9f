#include "send_input.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

#include "builtin_types.hpp"
#include "report_format.hpp"
#include "summary.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "unknown_topics.hpp"

namespace thoth::cli {
namespace {

Result<file::Source> open_source(const SendOptions& options, const Environment& environment) {
  file::Source::Spool spool;
  if (const auto folder = variable(environment, "TMPDIR")) spool.folder = *folder;
  if (options.message_file) return file::Source::open_whole(*options.message_file, spool);
  const std::string& contents = *options.message_contents;
  if (contents == "-") return file::Source::open_whole("-", spool);
  if (contents.size() > 1 && contents[0] == '@' && contents[1] != '@') {
    return file::Source::open_whole(contents.substr(1), spool);
  }
  THOTH_TRY_ASSIGN(std::string text, read_value(contents));
  return file::Source::from_text(std::move(text), "--message-contents");
}

/// What only sending asks of an entry: a name and a time that Kafka takes.
Violations check_for_sending(const file::Entry& entry, const std::string& topic, const std::string& full) {
  Violations violations;
  if (const auto legal = kafka::check_topic_name(full); !legal) {
    violations.push_back({Code::entry_shape, "/topic_name", entry.place, "a topic name that Kafka takes",
                          fmt::format("\"{}\"", topic), legal.error().reason});
  }
  if (entry.timestamp && *entry.timestamp <= 0) {
    violations.push_back({Code::entry_shape, "/timestamp", entry.place, "a time after the first millisecond of 1970",
                          std::to_string(*entry.timestamp), "leave it out to have the time of sending"});
  }
  return violations;
}

/// One pass over the input.
class Judging {
 public:
  Judging(SendInput& input, EntryJudge& judge, Context& context)
      : input_(input),
        judge_(judge),
        context_(context),
        unknown_(builtin_types(), context.console),
        reporter_(make_reporter(
            ReportFormat::text,
            [&context](std::string_view text) {
              context.console.report(text);
              return Result<void>{};
            },
            context.console.is_terminal(), context.console.is_coloured())) {}

  Result<void> run() {
    file::Entry entry;
    for (;;) {
      THOTH_TRY_ASSIGN(const bool more, input_.reader.next(entry));
      if (!more) break;
      ++input_.entries;
      const std::string topic(input_.topic_of(entry));
      const JudgedEntry& judged = judge_.judge(entry, topic);
      if (judged.violations.empty()) {
        take(entry, topic, judged);
      } else {
        report(entry, topic, judged.violations);
      }
    }
    if (violations_ == 0) return {};
    return fail(ErrorCode::invalid, "validating", input_.reader.source().name(),
                fmt::format("{}, {} valid, {}", counted(input_.entries, "entry", "entries"), input_.entries - invalid_,
                            counted(violations_, "violation", "violations")),
                "nothing was sent");
  }

 private:
  void take(const file::Entry& entry, const std::string& topic, const JudgedEntry& judged) {
    if (use_ == nullptr || use_->first != topic) {
      use_ = &*input_.topics.try_emplace(topic).first;
      use_->second.known = judged.schema != nullptr;
      full_ = kafka::full_topic(context_.settings.topic_prefix, topic);
    }
    if (judged.schema == nullptr) unknown_.note(input_.reader.source().name(), entry.place, topic);
    if (judged.schema == nullptr || entry.timestamp) report(entry, topic, check_for_sending(entry, topic, full_));
    if (entry.partition && *entry.partition > use_->second.partition) {
      use_->second.partition = *entry.partition;
      use_->second.entry = entry.number;
    }
  }

  void report(const file::Entry& entry, const std::string& topic, const Violations& violations) {
    if (violations.empty()) return;
    ++invalid_;
    for (const Violation& violation : violations) {
      ++violations_;
      // This sink takes everything.
      static_cast<void>(reporter_->report(
          Finding{input_.reader.source().name(), entry.number, topic, entry.text, entry.place, &violation}));
    }
  }

  SendInput& input_;
  EntryJudge& judge_;
  Context& context_;
  UnknownTopics unknown_;
  std::unique_ptr<Reporter> reporter_;
  std::pair<const std::string, TopicUse>* use_ = nullptr;
  std::string full_;
  std::uint64_t invalid_ = 0;
  std::uint64_t violations_ = 0;
};

}  // namespace

Result<SendInput> open_input(const SendOptions& options, const Environment& environment) {
  THOTH_TRY_ASSIGN(file::Source source, open_source(options, environment));
  const bool entries = options.message_file.has_value();
  return SendInput{file::Reader(std::move(source), entries ? file::Shape::entries : file::Shape::contents),
                   entries ? std::string() : *options.topic_name,
                   0,
                   {}};
}

Result<void> judge_input(SendInput& input, EntryJudge& judge, Context& context) {
  return Judging(input, judge, context).run();
}

}  // namespace thoth::cli
