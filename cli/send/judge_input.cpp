#include "send/judge_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <thread>
#include <utility>

#include "judging/part_cutter.hpp"
#include "judging/work_queue.hpp"
#include "output/report_format.hpp"
#include "output/text.hpp"
#include "program/unknown_topics.hpp"
#include "send/value_index.hpp"

namespace thoth::cli {
namespace {

/// Large enough that a part's start costs nothing, small enough that ten thousand messages keep all cores busy.
constexpr std::uint64_t part_size = std::uint64_t{1} << 20;
/// Where values stand is remembered for so many entries, 8 bytes each; those behind are read again.
constexpr std::size_t most_values = std::size_t{16} << 20;

/// What judging a part gave.
struct Verdict {
  InputPart part;
  TopicUses topics;       ///< entries count from 1 in the part
  std::uint64_t end = 0;  ///< where reading ended
  bool valid = true;
  std::optional<Error> error;
};

/// So much of an input stays in memory for whoever sends it: mapping it once more costs 7 µs for each 64 kB, a tenth of
/// the time of a hundred thousand messages. With more of it, memory would peak here and not while sending.
constexpr std::uint64_t kept_in_memory = 96 * part_size;
/// Below this size of an input, copies of its values may stay in memory.
constexpr std::uint64_t worth_scratch = 8 * part_size;

/// Judges one part, entry by entry, up to the first that cannot be sent.
class PartJudging {
 public:
  PartJudging(Verdict& verdict, const ValueKeeper& keeper) : verdict_(verdict), keeper_(keeper) {}

  void run(file::Reader reader, MessageMaker& maker) {
    // Violations are told by whoever reads the input in order.
    reader.set_places(file::Places::of_broken);
    file::Entry entry;
    for (;;) {
      const auto more = reader.next(entry);
      if (!more) verdict_.error = more.error();
      if (!more || !*more) break;
      ++verdict_.part.entries;
      const Outgoing& outgoing = maker.make(entry);
      verdict_.valid = outgoing.violations.empty();
      if (!verdict_.valid) break;
      if (is_new_topic(outgoing)) {
        reader.find_place(entry);
        note_topic(outgoing);
      }
      note_partition(outgoing);
      if (keeper_.note(outgoing)) verdict_.part.entries += pass_alike(reader, maker);
    }
    verdict_.end = reader.position();
    if (verdict_.valid) keeper_.keep();
    const InputPart& part = verdict_.part;
    const bool is_copied = part.in_scratch || !part.copied.empty();
    if (is_copied || part.end > kept_in_memory) reader.source().give_back(part.begin, part.end);
  }

 private:
  /// Entries that differ from the last one in the value alone, and of which there is no more to note.
  std::uint64_t pass_alike(file::Reader& reader, MessageMaker& maker) {
    return reader.pass([&maker](const json::Text& rest, std::string_view) { return maker.behind_value(rest); },
                       [this](std::string_view value) { keeper_.note_another(value); });
  }

  [[nodiscard]] bool is_new_topic(const Outgoing& outgoing) const {
    return use_ == nullptr || use_->first != outgoing.base_topic;
  }

  void note_topic(const Outgoing& outgoing) {
    const auto [at, is_new] = verdict_.topics.try_emplace(std::string(outgoing.base_topic));
    if (is_new) at->second = {outgoing.known, outgoing.entry->place, -1, 0};
    if (verdict_.topics.size() > 1) keeper_.forget();
    use_ = &*at;
  }

  void note_partition(const Outgoing& outgoing) {
    if (outgoing.message.partition > use_->second.partition) {
      use_->second.partition = outgoing.message.partition;
      use_->second.entry = outgoing.entry->number;
    }
  }

  Verdict& verdict_;
  ValueKeeper keeper_;
  std::pair<const std::string, TopicUse>* use_ = nullptr;
};

/// Judges an input in parts, on several threads.
class PartsJudging {
 public:
  PartsJudging(const SendInput& input, std::uint64_t begin, const MessageRules& rules)
      : reader_(input.reader),
        rules_(rules),
        begin_(begin),
        size_(reader_.source().whole()->size()),
        scratch_(size_ >= worth_scratch ? input.scratch.get() : nullptr) {}

  /// The verdicts in order. None if a guess was wrong, or an entry cannot be sent: a closer look has to tell.
  Result<std::deque<Verdict>> run() {
    PartCutter cutter(reader_, begin_, part_size);
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    const auto useful = static_cast<unsigned>(std::min<std::uint64_t>(cores, cutter.left() / part_size + 1));
    WorkQueue<Verdict> queue(useful == 1 ? 0 : useful, [this] { return work(); });
    while (const auto part = cutter.next()) {
      auto verdict = std::make_unique<Verdict>();
      verdict->part.begin = part->begin;
      verdict->part.end = part->end;
      queue.push(std::move(verdict));
      while (queue.full()) THOTH_TRY(keep(*queue.take()));
      if (refused_) break;
    }
    while (!queue.empty()) THOTH_TRY(keep(*queue.take()));
    if (refused_ || !fit()) verdicts_.clear();
    return std::move(verdicts_);
  }

 private:
  /// What a thread does with a part.
  WorkQueue<Verdict>::Work work() {
    auto maker = std::make_shared<MessageMaker>(*rules_.types, rules_);
    auto copied = std::make_shared<std::string>();
    return [this, maker, copied](Verdict& verdict) {
      PartJudging judging(verdict, ValueKeeper(verdict.part, reader_.source().whole()->data(), scratch_, *copied));
      judging.run(reader_.part(verdict.part.begin, verdict.part.end), *maker);
    };
  }

  Result<void> keep(Verdict& verdict) {
    if (verdict.error) return tl::unexpected<Error>(*verdict.error);
    refused_ = refused_ || !verdict.valid;
    verdicts_.push_back(std::move(verdict));
    return {};
  }

  /// True if every part ended where the next began.
  bool fit() const {
    std::uint64_t begin = begin_;
    for (const Verdict& verdict : verdicts_) {
      if (verdict.part.begin != begin) return false;
      begin = verdict.end;
    }
    return begin == size_;
  }

  const file::Reader& reader_;
  const MessageRules& rules_;
  std::uint64_t begin_;
  std::uint64_t size_;
  Scratch* scratch_;  // null: the values fit into memory
  std::deque<Verdict> verdicts_;
  bool refused_ = false;  // an entry cannot be sent
};

void add_use(TopicUses& topics, const std::string& topic, const TopicUse& use) {
  const auto [at, is_new] = topics.try_emplace(topic, use);
  if (is_new || use.partition <= at->second.partition) return;
  at->second.partition = use.partition;
  at->second.entry = use.entry;
}

/// Puts the parts' verdicts together.
class Assembly {
 public:
  explicit Assembly(SendInput& input) : input_(input) {}

  void add(Verdict& verdict) {
    InputPart& part = verdict.part;
    part.first = input_.entries + 1;
    for (auto& [topic, use] : verdict.topics) {
      use.entry += input_.entries;
      if (input_.topics.find(topic) == input_.topics.end()) use.place = place_of(use.place, part.begin);
      add_use(input_.topics, topic, use);
    }
    input_.entries += part.entries;
    values_ += part.values.size();
    const bool is_readable = !part.in_scratch || input_.scratch;
    if (values_ > most_values || !is_readable) part.values = {};
    input_.parts.push_back(std::move(part));
  }

 private:
  /// A place in the file out of one that counts lines from its part's start. Parts come in order.
  Place place_of(const Place& in_part, std::uint64_t begin) {
    const std::string_view bytes = *input_.reader.source().whole();
    counted_ = advance(counted_, bytes.substr(counted_.offset, begin - counted_.offset));
    return advance(counted_, bytes.substr(begin, in_part.offset - begin));
  }

  SendInput& input_;
  Place counted_;
  std::size_t values_ = 0;
};

std::unique_ptr<Reporter> console_reporter(Console& console) {
  return make_reporter(
      ReportFormat::text,
      [&console](std::string_view text) {
        console.report(text);
        return Result<void>{};
      },
      console.is_terminal(), console.is_coloured());
}

void report_violations(const Outgoing& outgoing, const std::string& file, Reporter& reporter) {
  const file::Entry& entry = *outgoing.entry;
  for (const Violation& violation : outgoing.violations) {
    // This sink takes everything.
    static_cast<void>(
        reporter.report(Finding{file, entry.number, outgoing.base_topic, entry.text, entry.place, &violation}));
  }
}

/// One look at every entry in order, that reports all that is wrong.
class Closely {
 public:
  Closely(SendInput& input, const MessageRules& rules, Context& context)
      : input_(input), maker_(context.types, rules), reporter_(console_reporter(context.console)) {}

  Result<void> run() {
    input_.reader.rewind();
    file::Entry entry;
    for (;;) {
      THOTH_TRY_ASSIGN(const bool more, input_.reader.next(entry));
      if (!more) break;
      ++input_.entries;
      const Outgoing& outgoing = maker_.make(entry);
      if (outgoing.violations.empty()) {
        add_use(input_.topics, std::string(outgoing.base_topic),
                {outgoing.known, entry.place, outgoing.message.partition, entry.number});
      } else {
        report(outgoing);
      }
    }

    if (violations_ == 0) return {};
    return fail(ErrorCode::invalid, "validating", input_.name(),
                fmt::format("{}, {} valid, {}", counted(input_.entries, "entry", "entries"), input_.entries - invalid_,
                            counted(violations_, "violation", "violations")),
                "nothing was sent");
  }

 private:
  void report(const Outgoing& outgoing) {
    ++invalid_;
    violations_ += outgoing.violations.size();
    report_violations(outgoing, input_.name(), *reporter_);
  }

  SendInput& input_;
  MessageMaker maker_;
  std::unique_ptr<Reporter> reporter_;
  std::uint64_t invalid_ = 0;
  std::uint64_t violations_ = 0;
};

/// Warns in the order in which the topics' first entries stand in the input.
void warn_of_unknown(const SendInput& input, Context& context) {
  std::vector<const TopicUses::value_type*> unknown;
  for (const auto& use : input.topics) {
    if (!use.second.known) unknown.push_back(&use);
  }
  std::sort(unknown.begin(), unknown.end(),
            [](const auto* left, const auto* right) { return left->second.place.offset < right->second.place.offset; });
  UnknownTopics topics(context.types, context.console);
  for (const auto* use : unknown) topics.note(input.name(), use->second.place, use->first);
}

}  // namespace

Error refuse_entry(const Outgoing& outgoing, const std::string& file, Console& console, std::string_view sent) {
  const auto reporter = console_reporter(console);
  report_violations(outgoing, file, *reporter);
  return {ErrorCode::invalid, "validating", file, fmt::format("entry {} cannot be sent", outgoing.entry->number),
          std::string(sent)};
}

Result<SendInput> judge_input(file::Reader reader, const MessageRules& rules, Context& context) {
  const auto folder = variable(context.environment, "TMPDIR");
  const auto began = std::chrono::steady_clock::now();
  SendInput input{std::move(reader), 0, {}, std::make_unique<Scratch>(folder.value_or("/tmp"))};
  file::Entry first;
  THOTH_TRY_ASSIGN(const bool any, input.reader.next(first));
  if (!any) return input;
  std::deque<Verdict> verdicts;
  if (first.violations.empty()) {
    THOTH_TRY_ASSIGN(verdicts, PartsJudging(input, first.place.offset, rules).run());
  }
  if (!input.scratch->seal()) input.scratch.reset();
  if (verdicts.empty()) {
    THOTH_TRY(Closely(input, rules, context).run());
  } else {
    Assembly assembly(input);
    for (Verdict& verdict : verdicts) assembly.add(verdict);
  }
  if (rules.against == Against::type) warn_of_unknown(input, context);
  input.judging_time = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  return input;
}

}  // namespace thoth::cli
