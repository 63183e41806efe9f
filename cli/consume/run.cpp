// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "output/text.hpp"
#include "program/signals.hpp"

namespace thoth::cli {
namespace {

constexpr std::chrono::seconds hint_after{3};
/// Longer than a group takes that waits for nobody: brokers let new members come for 3 s.
constexpr std::chrono::seconds slow_group{5};
/// Written while it is still in the processor's cache, in calls that are few enough.
constexpr std::size_t written_at_once = std::size_t{128} << 10;

}  // namespace

ConsumeRun::ConsumeRun(const ConsumeOptions& options, ConsumeRunParts parts, Output& out, Context& context)
    : options_(options),
      parts_(std::move(parts)),
      out_(out),
      context_(context),
      validator_(context.types, context.settings.topic_prefix) {}

Result<void> ConsumeRun::run(kafka::Consumer& consumer, const std::vector<std::string>& topics) {
  auto started = in_group() ? start_in_group(consumer, topics) : start_alone(consumer, topics);
  if (!started) return started;
  auto done = read(consumer);
  if (done) warn_of_shortfall();
  if (done && !is_reading_ && !signals::stop()) {
    context_.console.warn(fmt::format("group {} assigned no partitions to this member", *options_.group));
  }
  text_.clear();
  parts_.writer.finish(text_);
  const auto finished = write_text(0).and_then([&] { return flush(consumer); });
  if (!done || !finished) return done ? finished : done;
  if (signals::stop()) return fail(ErrorCode::interrupted, "", "consume", "interrupted");
  if (!parts_.expectation) return {};
  for (const std::string& miss : parts_.expectation->near_misses()) {
    if (!parts_.expectation->outcome()) context_.console.warn(miss);
  }
  return parts_.expectation->outcome();
}

void ConsumeRun::summarize(const kafka::Consumer& consumer) const {
  if (!is_reading_ && !in_group()) return;
  std::optional<std::int64_t> lag;
  for (std::size_t i = 0; i < progress_.next().size(); ++i) {
    const kafka::Position& next = progress_.next()[i];
    auto end = consumer.known_end(next.topic, next.partition);
    if (!end && i < held_.size()) end = held_[i].end;
    if (end && next.offset >= 0) lag = lag.value_or(0) + std::max<std::int64_t>(0, *end - next.offset);
  }
  for (const std::string& warning : parts_.filter.warnings()) context_.console.warn(warning);
  for (const std::string& warning : parts_.writer.warnings()) context_.console.warn(warning);
  context_.console.summary(tally_.text(!parts_.filter.empty(), context_.seconds(), lag));
}

Result<void> ConsumeRun::start_alone(kafka::Consumer& consumer, const std::vector<std::string>& topics) {
  ReadingPlan plan = THOTH_TRY(plan_on_cluster(consumer, topics, options_.partitions, parts_.offset, context_));
  if (options_.tail) THOTH_TRY(keep_last(*options_.tail, consumer, plan, context_));
  // One partition is in order as it comes.
  if (options_.tail && plan.from.size() > 1) tail_.emplace(stretches(plan));
  if (options_.exit_at_end || parts_.offset.to) snapshot_.emplace(stretches(plan));
  THOTH_TRY(consumer.assign(plan.from));
  progress_.start(plan.from);
  held_ = plan.held;
  return begin_reading(describe(plan));
}

Result<void> ConsumeRun::start_in_group(kafka::Consumer& consumer, const std::vector<std::string>& topics) {
  if (options_.exit_at_end) {
    const auto ranges = THOTH_TRY(consumer.ranges(topics, context_.wait()));
    snapshot_.emplace(ranges);
  }
  consumer.on_rebalance({
      .on_assigned =
          [this, &consumer](std::span<const kafka::Position>) {
            assigned_ = consumer.assignment();
            progress_.start(assigned_);
            is_assignment_new_ = true;
          },
      // What is read and written, but not yet stored, would come again to who gets the partitions.
      .on_revoked = [this, &consumer](std::span<const kafka::Position>) { static_cast<void>(flush(consumer)); },
  });
  context_.console.summary(fmt::format("waiting for group {} to assign partitions", *options_.group));
  // A group may settle never, and what is expected is to come in time all the same.
  if (parts_.expectation) parts_.expectation->start();
  return consumer.subscribe(topics);
}

Result<void> ConsumeRun::tell_assignment() {
  if (!std::exchange(is_assignment_new_, false)) return {};
  std::vector<std::string> lines;
  for (const kafka::Position& position : assigned_) {
    lines.push_back(fmt::format("group {} assigned {} [{}], from offset {}", *options_.group, position.topic,
                                position.partition, position.offset));
  }
  if (assigned_.empty()) {
    lines.push_back(fmt::format("group {} has no partition left for this member", *options_.group));
  }
  if (!is_reading_) return begin_reading(lines);
  for (const std::string& line : lines) context_.console.info(line);
  return {};
}

Result<void> ConsumeRun::begin_reading(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) context_.console.info(line);
  is_reading_ = true;
  last_record_ = Clock::now();
  if (parts_.expectation) parts_.expectation->start();
  return parts_.ready_file ? parts_.ready_file->appear() : Result<void>();
}

Result<void> ConsumeRun::read(kafka::Consumer& consumer) {
  kafka::Batch batch;
  ValidatedRecords validated;
  // A member of a group stores offsets and answers rebalances between its polls.
  std::optional<kafka::ReadAhead<ValidatedRecords>> ahead;
  if (!in_group()) ahead.emplace(consumer, look());
  while (!is_over()) {
    THOTH_TRY(ahead ? ahead->poll(batch, validated, next_wait()) : consumer.poll(batch, next_wait()));
    if (in_group()) THOTH_TRY(tell_assignment());
    if (in_group() && !is_reading_) tell_of_slow_group();
    THOTH_TRY(tail_ ? hold(std::exchange(batch, {}), consumer) : take(batch, validated, consumer));
  }
  return tail_ ? release(consumer) : Result<void>();
}

/// Validates what is read ahead, where it is known that all of it has to be. The validator belongs to that thread then.
kafka::ReadAhead<ValidatedRecords>::Look ConsumeRun::look() {
  if (tail_ || !parts_.filter.empty()) return {};
  return [this](const kafka::Batch& batch, ValidatedRecords& validated) {
    validated.validate(batch.records(), validator_);
  };
}

/// The last records come partition by partition. They are held until all are there, and then go out in order.
Result<void> ConsumeRun::hold(kafka::Batch batch, kafka::Consumer& consumer) {
  if (!batch.records().empty()) last_record_ = Clock::now();
  if (snapshot_) snapshot_->add(batch);
  tail_->add(std::move(batch));
  return tail_->is_complete() ? release(consumer) : Result<void>();
}

Result<void> ConsumeRun::release(kafka::Consumer& consumer) {
  const TailBuffer tail = std::move(*std::exchange(tail_, std::nullopt));
  return take(tail.records(), tail.ends(), {}, consumer);
}

bool ConsumeRun::count_reached() const {
  return (options_.count && written_ >= static_cast<std::uint64_t>(*options_.count)) ||
         (parts_.expectation && parts_.expectation->is_decided());
}

bool ConsumeRun::is_over() const {
  if (signals::stop() || count_reached()) return true;
  if (snapshot_ && is_reading_ && (in_group() ? snapshot_->reached(assigned_) : snapshot_->reached())) return true;
  const auto now = Clock::now();
  const auto deadline = context_.deadline();
  if (deadline && now >= *deadline) return true;
  return options_.timeout && now >= quiet_end();
}

/// When --timeout is over. A group may take as long to give out partitions as a cluster to answer, and that does not
/// count.
ConsumeRun::Clock::time_point ConsumeRun::quiet_end() const {
  const auto grace = is_reading_ ? std::chrono::milliseconds{0} : Context::connecting;
  return last_record_ + grace + *options_.timeout;
}

/// Not past the time at which something is due. With lines held back: only what is there already.
kafka::Wait ConsumeRun::next_wait() const {
  if (holding_) return kafka::Wait::at_most(std::chrono::milliseconds{0}, &signals::stop());
  auto max = kafka::Wait::slice;
  const auto bound = [&max](Clock::time_point due) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now());
    max = std::clamp(left, std::chrono::milliseconds{1}, max);
  };
  if (context_.deadline()) bound(*context_.deadline());
  if (options_.timeout) bound(quiet_end());
  if (parts_.expectation && parts_.expectation->deadline()) bound(*parts_.expectation->deadline());
  return kafka::Wait::at_most(max, &signals::stop());
}

Result<void> ConsumeRun::take(const kafka::Batch& batch, const ValidatedRecords& validated, kafka::Consumer& consumer) {
  // What it says is kept for is_over(), and contains() looks at no more than offsets.
  if (snapshot_) snapshot_->add(batch);
  return take(batch.records(), batch.ends(), validated, consumer);
}

/// `validated`: what was said of the records, if they were validated before.
Result<void> ConsumeRun::take(std::span<const kafka::Record> records, std::span<const kafka::Position> ends,
                              const ValidatedRecords& validated, kafka::Consumer& consumer) {
  text_.clear();
  Result<void> taken;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const kafka::Record& record = records[i];
    if (count_reached() || signals::stop()) break;
    if (snapshot_ && !snapshot_->contains(record)) continue;
    ++tally_.read;
    contents_.reset(contents_of(record));
    taken = validated.empty() ? take_record(record) : take_validated(validated.at(i, record, contents_));
    if (!taken) break;
    progress_.add(record);
    unstored_ = true;
    taken = write_text(written_at_once);
    if (!taken) break;
  }
  for (const kafka::Position& end : ends) progress_.note_end(end);
  THOTH_TRY(write_text(0));
  if (!taken) return taken;
  if (records.empty()) {
    hint();
    THOTH_TRY(out_.check());
  } else {
    last_record_ = Clock::now();
    // More may be there already, and goes out with it; but nothing is held back for long.
    holding_ = last_record_ - last_flush_ < kafka::Wait::slice;
    if (holding_) return {};
  }
  return flush(consumer);
}

Result<void> ConsumeRun::take_record(const kafka::Record& record) {
  RecordView view(record, contents_, validator_);
  if (!parts_.filter.empty() && !passes(view)) return {};
  return take_validated(view.validated());
}

Result<void> ConsumeRun::take_validated(const ValidatedRecord& validated) {
  tally_.add(validated);
  if (validated.topic.left_out != nullptr) warn_of_left_out(validated.topic);
  if (!validated.valid() && options_.on_invalid == OnInvalid::fail) return tl::unexpected<Error>(refusal(validated));
  if (!validated.valid() && options_.on_invalid == OnInvalid::drop) {
    ++tally_.dropped;
    return {};
  }
  ++written_;
  if (parts_.expectation) parts_.expectation->add_match(validated.record);
  parts_.writer.append(validated, text_);
  warn_of_secrets(validated);
  return {};
}

/// Whether a record fulfils all conditions. What nearly does is told where that is expected.
bool ConsumeRun::passes(RecordView& view) {
  const bool is_near_wanted = parts_.expectation && parts_.expectation->wants_near_misses();
  const Filtering filtering = parts_.filter.filter(view, is_near_wanted ? NearMisses::wanted : NearMisses::ignored);
  if (filtering.only_miss != nullptr) {
    const Schema* const masked = options_.show_secrets ? nullptr : view.validated().topic.contract.masked;
    parts_.expectation->add_miss(view, *filtering.only_miss, masked);
  }
  return filtering.matches;
}

Error ConsumeRun::refusal(const ValidatedRecord& validated) const {
  const kafka::Record& record = validated.record;
  std::string reason;
  for (const Violation& violation : validated.violations) {
    if (!reason.empty()) reason += "; ";
    reason += name(violation.code);
    if (!violation.pointer.empty()) reason += " at " + violation.pointer;
    reason += ": " + violation.message();
  }
  return {ErrorCode::invalid, "validating", fmt::format("{} [{}] @ {}", record.topic, record.partition, record.offset),
          std::move(reason), "neither this record nor any after it was written"};
}

/// Writes what was put into words, if there is so much of it.
Result<void> ConsumeRun::write_text(std::size_t at_least) {
  if (text_.size() < at_least) return {};
  auto written = resolve(parts_.writer.is_styled() ? out_.write_styled(text_) : out_.write(text_));
  text_.clear();
  return written;
}

/// Leaving a group flushes once more, and must not take what failed to be written for done.
Result<void> ConsumeRun::resolve(Result<void> written) {
  output_failed_ = output_failed_ || !written;
  return written;
}

/// Offsets are stored, and so committed, once what stands before them was written.
Result<void> ConsumeRun::flush(kafka::Consumer& consumer) {
  holding_ = false;
  last_flush_ = Clock::now();
  THOTH_TRY(resolve(out_.flush()));
  if (output_failed_ || !unstored_ || !in_group() || options_.no_commit) return {};
  unstored_ = false;
  std::vector<kafka::Position> done = progress_.next();
  std::erase_if(done, [](const kafka::Position& next) { return next.offset < 0; });
  return consumer.store(done);
}

void ConsumeRun::warn_of_secrets(const ValidatedRecord& validated) {
  if (warned_of_secrets_ || !parts_.writer.gives_away(validated)) return;
  warned_of_secrets_ = true;
  context_.console.warn(
      fmt::format("{} has secret members, and this output does not mask them", validated.record.topic));
}

void ConsumeRun::warn_of_left_out(const RecordTopic& topic) {
  if (!warned_of_left_out_.insert(&topic).second) return;
  context_.console.warn(fmt::format("{}: its records are not validated, and no secret in them is masked: {}",
                                    topic.base, topic.left_out->why()));
}

/// A count that --timeout keeps from being reached is no failure, which may surprise a script.
void ConsumeRun::warn_of_shortfall() const {
  const bool is_quiet = options_.timeout && Clock::now() >= quiet_end();
  if (!options_.count || !is_quiet || count_reached() || signals::stop() || parts_.expectation) return;
  std::string within = duration_text(*options_.timeout);
  const std::string came =
      fmt::format("{} of {} {}records came", written_, *options_.count, parts_.filter.empty() ? "" : "matching ");
  const std::string end = fmt::format("{}{}{}", came, written_ == 0 ? " within " : ", then none for ", within);
  std::erase(within, ' ');
  context_.console.warn(
      fmt::format("{}; with --expect {} --within {} that is exit code 5", end, *options_.count, within));
}

/// A group waits for members that ended without leaving it; the embedded broker waits as long after its last member
/// left.
void ConsumeRun::tell_of_slow_group() {
  if (told_of_slow_group_ || Clock::now() - last_record_ < slow_group) return;
  told_of_slow_group_ = true;
  context_.console.summary(
      fmt::format("group {} may wait up to session.timeout.ms (45 s unless set) for former members; the embedded "
                  "broker always does. If all members are run with -X session.timeout.ms=6000, it is 6 s",
                  *options_.group));
}

void ConsumeRun::hint() {
  if (hinted_ || !context_.console.is_terminal() || Clock::now() - last_record_ < hint_after) return;
  hinted_ = true;
  context_.console.summary("waiting for records (Ctrl-C to stop)");
}

}  // namespace thoth::cli
