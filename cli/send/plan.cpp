// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/read_value.hpp"
#include "judging/part_run.hpp"
#include "output/text.hpp"
#include "program/near_miss_warnings.hpp"
#include "program/unknown_topics.hpp"
#include "send/refusal.hpp"
#include "send/value_index.hpp"

namespace thoth::cli {
namespace {

/// Large enough that a part's start costs nothing, small enough that ten thousand messages keep all cores busy.
constexpr std::uint64_t part_size = std::uint64_t{1} << 20;
/// Where values stand is remembered for this many entries, 8 bytes each; those after are read again.
constexpr std::size_t max_values = std::size_t{16} << 20;

/// So much of an input stays in memory for the caller sends it: mapping it once more costs 7 µs for each 64 kB, a tenth
/// of the time of a hundred thousand messages. With more of it, memory would peak here and not while sending.
constexpr std::uint64_t kept_in_memory = 96 * part_size;
/// Below this size of an input, copies of its values may stay in memory.
constexpr std::uint64_t worth_scratch = 8 * part_size;

/// A part with more violations to keep waits for its turn.
constexpr std::size_t max_violations = 20'000;

/// Notes an entry of a topic that no type is known for, which need not be the topic's first: of events, each may have a
/// type of its own.
void note_unknown(TopicUse& use, const Place& place) {
  if (!use.known) return;
  use.known = false;
  use.place = place;
}

/// Adds a later use of a topic to those that are known.
void add_use(const std::string& topic, const TopicUse& use, TopicUses& uses) {
  const auto [at, is_new] = uses.try_emplace(topic, use);
  if (is_new) return;
  if (!use.known) note_unknown(at->second, use.place);
  if (use.partition <= at->second.partition) return;
  at->second.partition = use.partition;
  at->second.entry = use.entry;
}

/// What reading a part gave.
struct PartFindings {
  InputPart part;
  TopicUses topics;  ///< entries and lines count from the part's start
  ResultCollector invalid{WantedResults::notable};

  [[nodiscard]] std::uint64_t entries() const { return part.entries; }
  [[nodiscard]] bool full() const { return invalid.violations() >= max_violations; }
};

/// Validates the entries of one part.
class PartValidation {
 public:
  PartValidation(PartFindings& findings, const ValueKeeper& keeper, file::Reader& reader, MessageMaker& maker)
      : findings_(findings), keeper_(keeper), reader_(reader), maker_(maker) {}

  /// True at the part's end, false where the findings are full.
  Result<bool> run() {
    reader_.set_places(file::Places::of_broken);
    file::Entry entry;
    while (!findings_.full()) {
      const bool more = THOTH_TRY(reader_.next(entry));
      if (!more) {
        keeper_.keep();
        return true;
      }
      add(entry);
    }
    return false;
  }

 private:
  void add(file::Entry& entry) {
    ++findings_.part.entries;
    const Outgoing& outgoing = maker_.make(entry, &reader_);
    if (!outgoing.violations.empty()) {
      findings_.invalid.add(result_of(outgoing));
      return keeper_.forget();
    }
    if (use_ == nullptr || use_->first != outgoing.base_topic) {
      reader_.find_place(entry);
      add_topic(outgoing);
    }
    if (use_->second.known && !outgoing.known) {
      reader_.find_place(entry);
      note_unknown(use_->second, entry.place);
    }
    if (outgoing.message.partition > use_->second.partition) {
      use_->second.partition = outgoing.message.partition;
      use_->second.entry = entry.number;
    }
    findings_.part.has_bytes |= entry.form == file::ValueForm::bytes;
    if (keeper_.add(outgoing)) findings_.part.entries += pass_alike();
  }

  /// Entries that differ from the last one in the value alone, and of which there is no more to record.
  std::uint64_t pass_alike() {
    return reader_.pass([this](const json::Text& rest, std::string_view) { return maker_.end_of_value(rest); },
                        [this](std::string_view value) { keeper_.add_another(value); });
  }

  void add_topic(const Outgoing& outgoing) {
    const auto [at, is_new] = findings_.topics.try_emplace(std::string(outgoing.base_topic));
    if (is_new) at->second = {outgoing.known, outgoing.entry->place, -1, 0};
    if (findings_.topics.size() > 1) keeper_.forget();
    use_ = &*at;
  }

  PartFindings& findings_;
  ValueKeeper keeper_;
  file::Reader& reader_;
  MessageMaker& maker_;
  std::pair<const std::string, TopicUse>* use_ = nullptr;
};

/// Validates an input on all cores; puts together what is to be sent, and reports what cannot be.
class InputValidation {
 public:
  using Findings = PartFindings;

  InputValidation(SendInput& input, const MessageRules& rules, Context& context)
      : input_(input),
        rules_(rules),
        console_(context.console),
        size_(input.reader.source().whole()->size()),
        scratch_(size_ >= worth_scratch ? input.scratch.get() : nullptr) {}

  Result<void> run() {
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    const auto useful = static_cast<unsigned>(std::min<std::uint64_t>(cores, size_ / part_size + 1));
    THOTH_TRY(PartRun<InputValidation>(*this, input_.reader).run(part_size, useful == 1 ? 0 : useful));
    if (violations_ == 0) return {};
    return fail(ErrorCode::invalid, "validating", input_.name(),
                fmt::format("{}, {} valid, {}", counted(input_.entries, "entry", "entries"), input_.entries - invalid_,
                            counted(violations_, "violation", "violations")),
                "nothing was sent");
  }

  [[nodiscard]] static Findings begin(PartCutter::Part span) {
    Findings findings;
    findings.part.begin = span.begin;
    findings.part.end = span.end;
    return findings;
  }

  std::function<Result<bool>(file::Reader&, Findings&)> make_work() {
    auto maker = std::make_shared<MessageMaker>(rules_);
    auto copied = std::make_shared<std::string>();
    return [this, maker, copied](file::Reader& reader, Findings& findings) {
      const ValueKeeper keeper(findings.part, reader.source().whole()->data(), scratch_, *copied);
      auto is_read = PartValidation(findings, keeper, reader, *maker).run();
      const InputPart& part = findings.part;
      const bool is_copied = part.in_scratch || !part.copied.empty();
      if (is_copied || part.end > kept_in_memory) reader.source().release(part.begin, part.end);
      return is_read;
    };
  }

  Result<void> take(Findings& findings, const PartOrigin& origin) {
    report(findings.invalid.results(), origin);
    add_topics(findings.topics, origin);
    InputPart& part = findings.part;
    part.first = input_.before + input_.entries + 1;
    input_.entries += part.entries;
    values_ += part.values.size();
    if (values_ > max_values) part.values = {};
    input_.parts.push_back(std::move(part));
    return {};
  }

  Result<void> take_broken(file::Entry& entry) {
    ++input_.entries;
    if (!broken_) broken_.emplace(rules_);
    std::vector<EntryResult> results{result_of(broken_->make(entry))};
    report(results, {});
    return {};
  }

 private:
  void report(std::vector<EntryResult>& results, const PartOrigin& origin) {
    origin.apply_to(results);
    for (const EntryResult& result : results) {
      ++invalid_;
      violations_ += result.violations.size();
      if (!reporter_) reporter_ = console_reporter(console_);
      report_violations(result, input_.name(), *rules_.types, *reporter_);
    }
  }

  void add_topics(TopicUses& topics, const PartOrigin& origin) {
    for (auto& [topic, use] : topics) {
      use.entry += input_.before + input_.entries;
      use.place = place_in_file(use.place, origin.place());
      add_use(topic, use, input_.topics);
    }
  }

  SendInput& input_;
  const MessageRules& rules_;
  Console& console_;
  std::uint64_t size_;
  Scratch* scratch_;  ///< null: the values fit into memory
  std::unique_ptr<Reporter> reporter_{};
  std::optional<MessageMaker> broken_{};  ///< for entries before the first one that is not broken
  std::size_t values_ = 0;
  std::uint64_t invalid_ = 0;
  std::uint64_t violations_ = 0;
};

/// Of values that cannot be read again from the scratch file, the entries are read again.
void seal(SendInput& input) {
  if (input.scratch->seal()) return;
  input.scratch.reset();
  for (InputPart& part : input.parts) {
    if (part.in_scratch) part.values = {};
  }
}

/// Warns in the order in which the topics' first entries stand in the input.
void warn_of_unknown(const SendInput& input, UnknownTopics& topics) {
  std::vector<const TopicUses::value_type*> unknown;
  for (const auto& use : input.topics) {
    if (!use.second.known) unknown.push_back(&use);
  }
  std::sort(unknown.begin(), unknown.end(),
            [](const auto* left, const auto* right) { return left->second.place.offset < right->second.place.offset; });
  for (const auto* use : unknown) topics.add(input.name(), use->second.place, use->first);
}

/// Why an input cannot be validated: the schema of a topic in it was left out.
std::optional<Error> left_out_topic(const SendInput& input, const MessageRules& rules) {
  if (rules.against != Against::type) return std::nullopt;
  for (const auto& [topic, use] : input.topics) {
    const LeftOutSchema* const left_out = use.known ? nullptr : rules.types->find_left_out(topic);
    if (left_out != nullptr) return refuse_topic(*left_out);
  }
  return std::nullopt;
}

}  // namespace

std::string_view SendInput::values_of(const InputPart& part) const {
  if (!part.copied.empty()) return part.copied;
  const file::Source& source = part.in_scratch ? scratch->source() : reader.source();
  return source.whole()->substr(part.values_begin);
}

Result<SendPlan> plan_inputs(std::vector<file::Reader> readers, const MessageRules& rules, Context& context) {
  const auto folder = variable(context.environment, "TMPDIR");
  const auto began = std::chrono::steady_clock::now();
  UnknownTopics unknown(context.types, context.console, "sending without validation");
  SendPlan plan;
  std::optional<Error> invalid;
  std::optional<Error> left_out;
  for (file::Reader& reader : readers) {
    SendInput& input = plan.inputs.emplace_back(
        SendInput{std::move(reader), plan.entries, 0, {}, std::make_unique<Scratch>(folder.value_or("/tmp"))});
    const auto validated = InputValidation(input, rules, context).run();
    if (rules.near_misses != nullptr) warn_of_near_misses(*rules.near_misses, input.name(), context.console);
    if (!validated && validated.error().code != ErrorCode::invalid) return tl::unexpected<Error>(validated.error());
    if (!left_out) left_out = left_out_topic(input, rules);
    if (!validated) {
      if (invalid) context.console.error(invalid->text());
      invalid = validated.error();
      continue;
    }
    seal(input);
    if (rules.against == Against::type && !invalid && !left_out) warn_of_unknown(input, unknown);
    plan.entries += input.entries;
    for (const auto& [topic, use] : input.topics) add_use(topic, use, plan.topics);
  }
  if (invalid && left_out) context.console.error(invalid->text());
  if (left_out) return tl::unexpected<Error>(*left_out);
  if (invalid) return tl::unexpected<Error>(*invalid);
  plan.validation_time = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  return plan;
}

}  // namespace thoth::cli
