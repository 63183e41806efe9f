// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/topic_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "judging/record_validator.hpp"
#include "output/progress.hpp"
#include "program/signals.hpp"
#include "reading/plan.hpp"
#include "reading/topic_choice.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {
namespace {

/// A catalog, with the type of a file for a topic that it does not know by name.
Catalog with_topic(const Catalog& catalog, const Schema* of_file, const std::string& base) {
  Catalog known = catalog;
  if (of_file == nullptr || known.find(base) != nullptr) return known;
  Schema schema = *of_file;
  schema.topic = base;
  schema.topic_template = nullptr;
  known.add(std::make_shared<const Schema>(std::move(schema)));
  return known;
}

std::uint64_t count_offsets(const ReadingPlan& plan) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < plan.from.size(); ++i) {
    sum += static_cast<std::uint64_t>(std::max<std::int64_t>(0, plan.stop[i] - plan.from[i].offset));
  }
  return sum;
}

/// One topic, its two versions, and what was found so far.
class TopicReader {
 public:
  TopicReader(const std::string& topic, std::string base, const Versions& versions, const std::string& prefix)
      : before_(with_topic(versions.before, versions.before_of_file, base)),
        after_(with_topic(versions.after, versions.after_of_file, base)),
        old_(before_, prefix, {.wire = Wire::skip}),
        now_(after_, prefix, {.wire = Wire::skip}) {
    found_.topic = topic;
    found_.base = std::move(base);
    if (old_.topic_of(topic).schema != nullptr) found_.valid_before = 0;
  }

  /// Errors: usage (the new catalog has no type for it).
  Result<void> check() {
    if (now_.topic_of(found_.topic).schema != nullptr) return {};
    const auto near = after_.nearest_topic(found_.base);
    return fail(
        ErrorCode::usage, "reading records of", found_.topic, "the new catalog has no message type for this topic",
        near ? fmt::format("did you mean {}?", *near) : "name a topic that the new catalog has (--against-topic)");
  }

  void take(const kafka::Record& record) {
    ++found_.records;
    if (!record.value) ++found_.tombstones;
    contents_.reset(contents_of(record));
    const ValidatedRecord validated = now_.validate(record, contents_);
    if (validated.valid()) return;
    ++found_.breaking;
    for (const Violation& violation : validated.violations) {
      Example* const example = found_.violations.add(violation, record);
      if (example != nullptr) *example = {record.partition, record.offset, violation, std::nullopt};
    }
    if (found_.valid_before && old_.validate(record, contents_).valid()) ++*found_.valid_before;
  }

  [[nodiscard]] const std::string& topic() const { return found_.topic; }
  TopicEvidence finish() && { return std::move(found_); }

 private:
  Catalog before_;
  Catalog after_;
  RecordValidator old_;
  RecordValidator now_;
  json::LazyTree contents_;  ///< of the record at hand
  TopicEvidence found_;
};

using TopicReaders = std::vector<std::unique_ptr<TopicReader>>;

TopicReader& reader_of(const TopicReaders& readers, std::string_view topic) {
  return **std::find_if(readers.begin(), readers.end(), [topic](const auto& one) { return one->topic() == topic; });
}

Result<void> read_all(kafka::Consumer& consumer, const ReadingPlan& plan, const TopicReaders& readers,
                      Context& context) {
  kafka::Snapshot snapshot(stretches(plan));
  Progress bar(context.console, count_offsets(plan), {"record", "records"});
  std::uint64_t done = 0;
  std::uint64_t bytes = 0;
  THOTH_TRY(consumer.assign(plan.from));
  kafka::Batch batch;
  while (!snapshot.reached() && !signals::stop()) {
    THOTH_TRY(consumer.poll(batch, kafka::Wait::at_most(kafka::Wait::slice, &signals::stop())));
    for (const kafka::Record& record : batch.records()) {
      if (!snapshot.contains(record)) continue;
      ++done;
      bytes += record.value.value_or("").size();
      reader_of(readers, record.topic).take(record);
    }
    snapshot.add(batch);
    bar.show(done, bytes, std::chrono::steady_clock::now());
  }
  return {};
}

}  // namespace

Result<std::vector<TopicEvidence>> read_topic_evidence(const TopicRecords& records, const Versions& versions,
                                                       Context& context) {
  const OffsetSpec spec =
      THOTH_TRY(parse_span({records.offset, std::nullopt, std::nullopt}, "start", std::chrono::system_clock::now()));
  const kafka::Config config = THOTH_TRY(kafka_config(context));
  kafka::Consumer consumer =
      THOTH_TRY(kafka::Consumer::create(config, kafka::Membership::alone, context.console.kafka_log()));
  const auto topics = THOTH_TRY(choose_topics({"reading records of", {records.topic}, false}, consumer, context));
  const std::string& prefix = context.settings.topic_prefix;
  TopicReaders readers;
  for (const std::string& topic : topics) {
    std::string base = RecordValidator(versions.after, prefix).topic_of(topic).base;
    readers.push_back(std::make_unique<TopicReader>(topic, std::move(base), versions, prefix));
    THOTH_TRY(readers.back()->check());
  }
  const ReadingPlan plan = THOTH_TRY(plan_on_cluster(consumer, topics, {}, spec, context));
  THOTH_TRY(read_all(consumer, plan, readers, context));
  std::vector<TopicEvidence> all;
  for (auto& reader : readers) all.push_back(std::move(*reader).finish());
  return all;
}

}  // namespace thoth::cli
