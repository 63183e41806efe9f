#include "consume/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "program/signals.hpp"

namespace thoth::cli {
namespace {

constexpr std::chrono::seconds hint_after{3};
/// Written while it is still in the processor's cache, in calls that are few enough.
constexpr std::size_t written_at_once = std::size_t{128} << 10;

}  // namespace

Consumption::Consumption(const ConsumeOptions& options, ConsumptionParts parts, Output& out, Context& context)
    : options_(options),
      parts_(std::move(parts)),
      out_(out),
      context_(context),
      judge_(context.types, context.settings.topic_prefix) {}

Result<void> Consumption::run(kafka::Consumer& consumer, const std::vector<std::string>& topics) {
  auto started = in_group() ? start_in_group(consumer, topics) : start_alone(consumer, topics);
  if (!started) return started;
  auto done = read(consumer);
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
    if (!parts_.expectation->verdict()) context_.console.warn(miss);
  }
  return parts_.expectation->verdict();
}

void Consumption::summarize(const kafka::Consumer& consumer) const {
  if (!is_reading_ && !in_group()) return;
  std::optional<std::int64_t> lag;
  for (std::size_t i = 0; i < progress_.next().size(); ++i) {
    const kafka::Position& next = progress_.next()[i];
    auto end = consumer.known_end(next.topic, next.partition);
    if (!end && i < held_.size()) end = held_[i].end;
    if (end && next.offset >= 0) lag = lag.value_or(0) + std::max<std::int64_t>(0, *end - next.offset);
  }
  context_.console.summary(tally_.text(!parts_.filter.empty(), context_.seconds(), lag));
}

Result<void> Consumption::start_alone(kafka::Consumer& consumer, const std::vector<std::string>& topics) {
  THOTH_TRY_ASSIGN(const ReadingPlan plan,
                   plan_on_cluster(consumer, topics, options_.partitions, parts_.offset, context_));
  if (options_.exit_at_end || parts_.offset.to) snapshot_.emplace(stretches(plan));
  THOTH_TRY(consumer.assign(plan.from));
  progress_.start(plan.from);
  held_ = plan.held;
  return begin_reading(describe(plan));
}

Result<void> Consumption::start_in_group(kafka::Consumer& consumer, const std::vector<std::string>& topics) {
  if (options_.exit_at_end) {
    THOTH_TRY_ASSIGN(const auto ranges, consumer.ranges(topics, context_.wait()));
    snapshot_.emplace(ranges);
  }
  // What is read and written, but not yet stored, would come again to whoever gets the partitions.
  consumer.before_giving_up([this, &consumer] { static_cast<void>(flush(consumer)); });
  context_.console.summary(fmt::format("waiting for group {} to assign partitions", *options_.group));
  // A group may settle never, and what is expected is to come in time all the same.
  if (parts_.expectation) parts_.expectation->start();
  return consumer.subscribe(topics);
}

Result<void> Consumption::take_assignment(kafka::Consumer& consumer) {
  if (consumer.assignments() == assignments_) return {};
  const bool is_first = std::exchange(assignments_, consumer.assignments()) == 0;
  assigned_ = consumer.given();
  progress_.start(assigned_);
  std::vector<std::string> lines;
  for (const kafka::Position& position : assigned_) {
    lines.push_back(fmt::format("group {} assigned {} [{}], from offset {}", *options_.group, position.topic,
                                position.partition, position.offset));
  }
  if (assigned_.empty()) {
    lines.push_back(fmt::format("group {} has no partition left for this member", *options_.group));
  }
  if (is_first) return begin_reading(lines);
  for (const std::string& line : lines) context_.console.info(line);
  return {};
}

Result<void> Consumption::begin_reading(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) context_.console.info(line);
  is_reading_ = true;
  last_record_ = Clock::now();
  if (parts_.expectation) parts_.expectation->start();
  return parts_.ready_file ? parts_.ready_file->appear() : Result<void>();
}

Result<void> Consumption::read(kafka::Consumer& consumer) {
  kafka::Batch batch;
  while (!is_over()) {
    THOTH_TRY(consumer.poll(batch, next_wait()));
    if (in_group()) THOTH_TRY(take_assignment(consumer));
    THOTH_TRY(take(batch, consumer));
  }
  return {};
}

bool Consumption::count_reached() const {
  return (options_.count && written_ >= static_cast<std::uint64_t>(*options_.count)) ||
         (parts_.expectation && parts_.expectation->is_decided());
}

bool Consumption::is_over() const {
  if (signals::stop() || count_reached()) return true;
  if (snapshot_ && is_reading_ && (in_group() ? snapshot_->reached(assigned_) : snapshot_->reached())) return true;
  const auto now = Clock::now();
  const auto deadline = context_.deadline();
  if (deadline && now >= *deadline) return true;
  return options_.timeout && now >= quiet_end();
}

/// When --timeout is over. A group may take as long to give out partitions as a cluster to answer, and that does not
/// count.
Consumption::Clock::time_point Consumption::quiet_end() const {
  const auto grace = is_reading_ ? std::chrono::milliseconds{0} : Context::connecting;
  return last_record_ + grace + *options_.timeout;
}

/// Not past the time at which something is due. With lines held back: only what is there already.
std::chrono::milliseconds Consumption::next_wait() const {
  if (holding_) return std::chrono::milliseconds{0};
  auto most = kafka::Wait::slice;
  const auto bound = [&most](Clock::time_point due) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now());
    most = std::clamp(left, std::chrono::milliseconds{1}, most);
  };
  if (context_.deadline()) bound(*context_.deadline());
  if (options_.timeout) bound(quiet_end());
  if (parts_.expectation && parts_.expectation->deadline()) bound(*parts_.expectation->deadline());
  return most;
}

Result<void> Consumption::take(const kafka::Batch& batch, kafka::Consumer& consumer) {
  text_.clear();
  Result<void> taken;
  for (const kafka::Record& record : batch.records()) {
    if (count_reached() || signals::stop()) break;
    if (snapshot_ && !snapshot_->contains(record)) continue;
    taken = take_record(record);
    if (!taken) break;
    progress_.note(record);
    unstored_ = true;
    taken = write_text(written_at_once);
    if (!taken) break;
  }
  for (const kafka::Position& end : batch.ends()) progress_.note_end(end);
  if (snapshot_) snapshot_->note(batch);
  THOTH_TRY(write_text(0));
  if (!taken) return taken;
  if (batch.records().empty()) {
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

Result<void> Consumption::take_record(const kafka::Record& record) {
  ++tally_.read;
  contents_.reset(record.value.value_or(""));
  if (!parts_.filter.empty()) {
    const Filtering filtering = parts_.filter.filter(record, contents_);
    if (parts_.expectation && filtering.only_miss) {
      parts_.expectation->note_miss(record, contents_, *filtering.only_miss);
    }
    if (!filtering.matches) return {};
  }
  const JudgedRecord judged = judge_.judge(record, contents_);
  tally_.note(judged);
  if (!judged.valid() && options_.on_invalid == OnInvalid::fail) return tl::unexpected<Error>(refusal(judged));
  if (!judged.valid() && options_.on_invalid == OnInvalid::drop) {
    ++tally_.dropped;
    return {};
  }
  ++written_;
  if (parts_.expectation) parts_.expectation->note_match(record);
  parts_.writer.append(judged, text_);
  warn_of_secrets(judged);
  return {};
}

Error Consumption::refusal(const JudgedRecord& judged) const {
  const kafka::Record& record = judged.record;
  ShownValues shown(options_.show_secrets ? Secrets::shown : Secrets::masked);
  std::string reason;
  for (const Violation& violation : *shown.show(judged).violations) {
    if (!reason.empty()) reason += "; ";
    reason += name(violation.code);
    if (!violation.pointer.empty()) reason += " at " + violation.pointer;
    reason += ": " + violation.message();
  }
  return {ErrorCode::invalid, "validating", fmt::format("{} [{}] @ {}", record.topic, record.partition, record.offset),
          std::move(reason), "neither this record nor any after it was written"};
}

/// Writes what was put into words, if there is so much of it.
Result<void> Consumption::write_text(std::size_t at_least) {
  if (text_.size() < at_least) return {};
  auto written = settle(out_.write(text_));
  text_.clear();
  return written;
}

/// Leaving a group flushes once more, and must not take what failed to be written for done.
Result<void> Consumption::settle(Result<void> written) {
  output_failed_ = output_failed_ || !written;
  return written;
}

/// Offsets are stored, and so committed, once what stands before them was written.
Result<void> Consumption::flush(kafka::Consumer& consumer) {
  holding_ = false;
  last_flush_ = Clock::now();
  THOTH_TRY(settle(out_.flush()));
  if (output_failed_ || !unstored_ || !in_group() || options_.no_commit) return {};
  unstored_ = false;
  std::vector<kafka::Position> done = progress_.next();
  std::erase_if(done, [](const kafka::Position& next) { return next.offset < 0; });
  return consumer.store(done);
}

void Consumption::warn_of_secrets(const JudgedRecord& judged) {
  if (told_of_secrets_ || !parts_.writer.gives_away(judged)) return;
  told_of_secrets_ = true;
  context_.console.warn(fmt::format("{} has secret members, and this output does not mask them", judged.record.topic));
}

void Consumption::hint() {
  if (hinted_ || !context_.console.is_terminal() || Clock::now() - last_record_ < hint_after) return;
  hinted_ = true;
  context_.console.summary("waiting for records (Ctrl-C to stop)");
}

}  // namespace thoth::cli
