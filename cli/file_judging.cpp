#include "file_judging.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "builtin_types.hpp"
#include "signals.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

ValidationOptions validation_options(const ValidateOptions& options) {
  return {options.strict ? Strict::yes : Strict::no,
          options.no_defaults ? std::vector<FillIn>{} : fill_ins(default_component, version), Wire::skip};
}

}  // namespace

FileJudging::FileJudging(const ValidateOptions& options, Context& context, ValidationReport& report)
    : options_(options), context_(context), report_(report), judge_(builtin_types(), validation_options(options)) {}

Result<void> FileJudging::judge(const std::string& path) {
  // Opening and reading may block for ever. A stream's report is written before more of the stream is waited for, so
  // that a signal can end the program there; in a file there is no waiting.
  std::optional<signals::EndAtOnce> at_once(std::in_place, context_.deadline_left());
  THOTH_TRY_ASSIGN(file::Source source, file::Source::open(path));
  if (!source.is_stream()) at_once.reset();
  THOTH_TRY(report_.begin_file(source.name()));
  file::Reader reader(std::move(source), options_.topic ? file::Shape::contents : file::Shape::entries);
  THOTH_TRY(read_on(reader));
  report_.end_file();
  return {};
}

/// Judges what a reader has left, entry by entry.
Result<void> FileJudging::read_on(file::Reader& reader) {
  const bool stream = reader.source().is_stream();
  file::Entry entry;
  for (;;) {
    THOTH_TRY_ASSIGN(const bool more, reader.next(entry));
    if (!more) return {};
    JudgedEntry& judged = judge_.judge(entry, topic_of(entry));
    VerdictCollector collector(report_.wanted());
    collector.add(entry, topic_of(entry), judged);
    for (const EntryVerdict& verdict : collector.verdicts()) {
      THOTH_TRY(report_.add(verdict));
      if (stream) THOTH_TRY(report_.flush());
    }
    if (collector.verdicts().empty()) report_.add_valid(1);
    THOTH_TRY(check_time(reader.source().name()));
  }
}

const std::string& FileJudging::topic_of(const file::Entry& entry) const {
  return options_.topic ? *options_.topic : entry.topic_name;
}

/// The clock is looked at now and then only: entries are judged in less time than that takes.
Result<void> FileJudging::check_time(const std::string& name) const {
  if (signals::stop()) return fail(ErrorCode::interrupted, "validating", name, "interrupted");
  if (report_.entries() % 1024 != 0 || !context_.deadline() ||
      std::chrono::steady_clock::now() < *context_.deadline()) {
    return {};
  }
  return fail(ErrorCode::unreachable, "validating", name, "the deadline passed before all input was judged",
              "give --deadline more time");
}

}  // namespace thoth::cli
