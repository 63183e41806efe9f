// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/run.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "program/near_miss_warnings.hpp"
#include "program/signals.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

/// Large enough that a part's start costs little.
constexpr std::uint64_t least_part = std::uint64_t{1} << 20;
/// Small enough that some parts' bytes and results are no burden, whose memory threads get, and release, side by
/// side.
constexpr std::uint64_t largest_part = std::uint64_t{2} << 20;
/// Parts a thread that a file is cut into at least, so that all threads end at about the same time.
constexpr std::uint64_t parts_a_thread = 8;
/// A part with more violations to keep, or more kinds of them, is read on when it is its turn, so that no more of them
/// have to be kept.
constexpr std::size_t max_violations = 20'000;
/// Entries are validated in less time than it takes to look at the clock.
constexpr std::uint64_t entries_a_check = 1024;
/// An entry that is copied for another thread.
constexpr std::size_t worth_copying = std::size_t{1} << 20;

ValidationOptions validation_options(const ValidateOptions& options) {
  return {options.strict ? Strict::yes : Strict::no,
          options.no_defaults ? std::vector<FillIn>{} : fill_ins(default_component, version), Wire::skip};
}

/// Tells a reader how the next entries are to be read.
void prepare(file::Reader& reader, const EntryValidator& validator, Detail detail) {
  reader.set_detail(detail);
  const bool counts_invalid = detail == Detail::count && validator.expects_invalid();
  reader.set_reading(counts_invalid ? file::Reading::into_trees : file::Reading::by_tokens);
}

}  // namespace

/// Validates a file that is whole in parts on several threads.
class ValidateRun::Parts {
 public:
  struct Findings {
    PartCutter::Part span;
    ResultCollector results;

    [[nodiscard]] std::uint64_t entries() const { return results.entries(); }
    [[nodiscard]] bool full() const {
      return results.violations() >= max_violations || results.kinds().size() >= max_violations;
    }
  };

  Parts(ValidateRun& validating, file::Reader& reader)
      : validating_(validating),
        reader_(reader),
        part_size_(
            std::clamp(*reader.source().size() / (parts_a_thread * validating.jobs_), least_part, largest_part)) {}

  Result<void> run() { return PartRun<Parts>(*this, reader_).run(part_size_, validating_.jobs_); }

  [[nodiscard]] Findings begin(PartCutter::Part span) const {
    return {span, ResultCollector(validating_.report_.wanted())};
  }

  std::function<Result<bool>(file::Reader&, Findings&)> make_work() {
    auto validate = std::make_shared<EntryValidator>(validating_.make_validator());
    return [this, validate](file::Reader& reader, Findings& findings) { return read(reader, findings, *validate); };
  }

  Result<void> take(Findings& findings, const PartOrigin& origin) {
    origin.apply_to(findings.results.results());
    THOTH_TRY(validating_.report(findings.results));
    THOTH_TRY(validating_.check_time());
    // The search for an entry near a part's edge maps some of what was release already.
    const PartCutter::Part& span = findings.span;
    reader_.source().release(span.begin - std::min(span.begin, 2 * part_size_), span.end);
    return {};
  }

  Result<void> take_broken(file::Entry& entry) { return validating_.report_entry(reader_, entry); }

 private:
  Result<bool> read(file::Reader& reader, Findings& findings, EntryValidator& validator) const {
    reader.set_places(validating_.places());
    ResultCollector& results = findings.results;
    file::Entry entry;
    for (std::uint64_t checked = 0; !findings.full();) {
      const Detail detail = validating_.report_.detail(results.violations());
      prepare(reader, validator, detail);
      validating_.pass_valid(results, reader, validator);
      const bool more = THOTH_TRY(reader.next(entry));
      if (!more) return true;
      validating_.validate_into(results, reader, entry, validator, detail);
      if (results.entries() - checked < entries_a_check) continue;
      checked = results.entries();
      THOTH_TRY(validating_.check_time());
    }
    return false;
  }

  ValidateRun& validating_;
  file::Reader& reader_;
  std::uint64_t part_size_;
};

/// Validates a stream: one thread reads and passes what is valid on the fast path, as copying that for another thread
/// would take longer; others judge the rest. What was read is reported before more is waited for.
class ValidateRun::Stream {
 public:
  Stream(ValidateRun& validating, file::Reader& reader)
      : validating_(validating), reader_(reader), queue_(validating.jobs_, [this] { return work(); }) {
    reader_.source().while_waiting([this] {
      drained_ = drain();
      return drained_.has_value();
    });
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { reader_.source().while_waiting({}); }

  Result<void> run() {
    file::Entry entry;
    for (;;) {
      const Detail detail = validating_.report_.detail(0);
      reader_.set_detail(detail);
      validating_.pass_valid(batch().results, reader_, validating_.validator_);
      const auto more = reader_.next(entry);
      THOTH_TRY(drained_);
      if (!more || !*more) {
        THOTH_TRY(drain());
        THOTH_TRY(more);
        return {};
      }
      THOTH_TRY(take(entry));
    }
  }

 private:
  WorkQueue<EntryBatch>::Work work() {
    auto validate = std::make_shared<EntryValidator>(validating_.make_validator());
    return [this, validate](EntryBatch& batch) {
      batch.for_each([&](file::Entry& entry) {
        const std::string& topic = validating_.topic_of(entry);
        const Detail detail = validating_.report_.detail(batch.results.violations());
        validate->set_detail(detail);
        batch.results.add(entry, topic, validate->validate(entry, topic), detail);
      });
    };
  }

  Result<void> take(file::Entry& entry) {
    if (entry.text.size() > worth_copying) {
      THOTH_TRY(drain());
      return validating_.report_entry(reader_, entry);
    }
    if (++read_ % entries_a_check == 0) THOTH_TRY(validating_.check_time());
    if (validating_.report_.wanted() == WantedResults::notable) {
      if (validating_.validator_.valid_on_fast_path(entry, validating_.topic_of(entry))) {
        batch().results.add_valid();
        return {};
      }
      entry.contents.first = nullptr;  // the fast path is not tried again
    }
    reader_.find_place(entry);
    batch().add(entry);
    if (batch_->full()) hand_over();
    while (queue_.full()) THOTH_TRY(report_oldest());
    return {};
  }

  /// What entries are put into next.
  EntryBatch& batch() {
    if (!batch_ && spare_) batch_ = std::move(spare_);
    if (!batch_) batch_ = std::make_unique<EntryBatch>(validating_.report_.wanted());
    return *batch_;
  }

  void hand_over() {
    batch_->seal();
    queue_.push(std::move(batch_));
  }

  Result<void> report_oldest() {
    auto batch = queue_.take();
    THOTH_TRY(validating_.report(batch->results));
    batch->clear();
    spare_ = std::move(batch);
    return validating_.check_time();
  }

  /// Reports all that was read.
  Result<void> drain() {
    if (batch_) hand_over();
    while (!queue_.empty()) THOTH_TRY(report_oldest());
    return validating_.report_.flush();
  }

  ValidateRun& validating_;
  file::Reader& reader_;
  std::uint64_t read_ = 0;
  std::unique_ptr<EntryBatch> batch_;
  std::unique_ptr<EntryBatch> spare_;  // to be used again
  Result<void> drained_;
  WorkQueue<EntryBatch> queue_;
};

ValidateRun::ValidateRun(const ValidateOptions& options, Context& context, ValidationReport& report,
                         NearMisses& near_misses)
    : options_(options),
      context_(context),
      report_(report),
      near_misses_(near_misses),
      jobs_(static_cast<unsigned>(options.jobs.value_or(std::max(1U, std::thread::hardware_concurrency())))),
      validator_(make_validator()) {}

Result<void> ValidateRun::validate(const std::string& path) {
  // Opening and reading may block for ever. A stream's report is written before more of the stream is waited for, so
  // that a signal can end the program there; in a file there is no waiting.
  std::optional<signals::EndAtOnce> at_once(std::in_place, context_.deadline_left());
  file::Source source = THOTH_TRY(file::Source::open(path));
  if (!source.is_stream()) at_once.reset();
  name_ = source.name();
  THOTH_TRY(report_.begin_file(name_));
  file::Reader reader(std::move(source), options_.topic ? file::Shape::contents : file::Shape::entries);
  reader.set_places(places());
  THOTH_TRY(validate(reader));
  report_.end_file();
  warn_of_near_misses(near_misses_, name_, context_.console);
  return {};
}

Result<void> ValidateRun::validate(file::Reader& reader) {
  const file::Source& source = reader.source();
  if (jobs_ > 1 && source.size().value_or(0) >= 2 * least_part) return Parts(*this, reader).run();
  if (jobs_ > 1 && source.is_stream()) return Stream(*this, reader).run();
  return read_in_order(reader);
}

/// Validates entry by entry, in this thread.
Result<void> ValidateRun::read_in_order(file::Reader& reader) {
  const bool stream = reader.source().is_stream();
  file::Entry entry;
  ResultCollector collected(report_.wanted());
  for (;;) {
    const Detail detail = report_.detail(0);
    prepare(reader, validator_, detail);
    pass_valid(collected, reader, validator_);
    const bool more = THOTH_TRY(reader.next(entry));
    if (!more) return report(collected);
    validate_into(collected, reader, entry, validator_, detail);
    const bool tells = !collected.results().empty();
    const bool pause = collected.entries() >= entries_a_check || signals::stop();
    if (tells || pause) THOTH_TRY(report(collected));
    if (tells && stream) THOTH_TRY(report_.flush());
    if (pause) THOTH_TRY(check_time());
  }
}

/// Where only what is notable is told, the place of what is valid is no one's business.
file::Places ValidateRun::places() const {
  return report_.wanted() == WantedResults::notable ? file::Places::of_broken : file::Places::all;
}

/// Passes what is valid on the fast path, bare contents or entries like the last one.
void ValidateRun::pass_valid(ResultCollector& collected, file::Reader& reader, EntryValidator& validator) const {
  if (validator.expects_invalid() || places() != file::Places::of_broken) return;
  collected.add_valid(reader.pass([&](const json::Text& rest, std::string_view topic_name) {
    return validator.end_of_valid(rest, options_.topic ? *options_.topic : topic_name);
  }));
}

/// Validates what a reader has just read.
void ValidateRun::validate_into(ResultCollector& collected, file::Reader& reader, file::Entry& entry,
                                EntryValidator& validator, Detail detail) const {
  const std::string& topic = topic_of(entry);
  validator.set_detail(detail);
  ValidatedEntry& validated = validator.validate(entry, topic, &reader);
  // A topic that no type is known for is warned of with the place of its entry.
  if (validated.schema == nullptr) reader.find_place(entry);
  collected.add(entry, topic, validated, detail);
}

Result<void> ValidateRun::report_entry(file::Reader& reader, file::Entry& entry) {
  ResultCollector collected(report_.wanted());
  validate_into(collected, reader, entry, validator_, report_.detail(0));
  return report(collected);
}

/// Reports what was collected, which is empty then.
Result<void> ValidateRun::report(ResultCollector& collected) {
  for (const EntryResult& outcome : collected.results()) THOTH_TRY(report_.add(outcome));
  report_.add_numbers(collected);
  collected.clear();
  return {};
}

const std::string& ValidateRun::topic_of(const file::Entry& entry) const {
  return options_.topic ? *options_.topic : entry.topic_name;
}

EntryValidator ValidateRun::make_validator() const {
  return {context_.types, validation_options(options_), Against::type, &near_misses_, Covered::entry};
}

Result<void> ValidateRun::check_time() const {
  if (signals::stop()) return fail(ErrorCode::interrupted, "validating", name_, "interrupted");
  if (!context_.deadline() || std::chrono::steady_clock::now() < *context_.deadline()) return {};
  return fail(ErrorCode::unreachable, "validating", name_, "the deadline passed before all input was validated",
              "allow more time with --deadline");
}

}  // namespace thoth::cli
