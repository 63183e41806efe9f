// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/topic_report.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/terminal_text.hpp"
#include "json/writer.hpp"
#include "output/text.hpp"
#include "thoth/report.hpp"

namespace thoth::cli {
namespace {

/// A list for people ends somewhere; the whole of it is in the JSON.
constexpr std::size_t max_kinds_shown = 20;
constexpr std::size_t max_annotations = 10;  // that GitHub shows

/// "1,000 records, 12 break NEW (9 of them are valid under OLD)".
std::string counts_text(const TopicEvidence& evidence) {
  std::string text = evidence.records == 0 ? "no records" : counted(evidence.records, "record", "records");
  if (evidence.records == 0) return text;
  text += fmt::format(", {} {} NEW", evidence.breaking, evidence.breaking == 1 ? "breaks" : "break");
  if (evidence.breaking == 0) return text;
  if (!evidence.valid_before) return text + " (OLD has no such topic)";
  return text + fmt::format(" ({} valid under OLD)", *evidence.valid_before);
}

std::string kind_text(const Sighting& sighting) {
  return fmt::format("{}{}: {}", sighting.kind.code,
                     sighting.kind.pointer.empty() ? "" : " at " + std::string(sighting.kind.pointer),
                     sighting.seen.example.violation.message());
}

std::string first_text(const Sighting& sighting) {
  return fmt::format("[{}] @ {}", sighting.seen.example.partition, sighting.seen.example.offset);
}

std::string text_of_topic(const TopicEvidence& evidence) {
  std::string out = fmt::format("Records of {}: {}\n", terminal_line(evidence.topic), counts_text(evidence));
  std::uint64_t rest = evidence.violations.kinds().others();
  std::size_t shown = 0;
  for (const Sighting& sighting : evidence.violations.sorted()) {
    if (shown++ >= max_kinds_shown) {
      rest += sighting.kind.count;
      continue;
    }
    out += fmt::format("  {:>9}  {}\n             first {}\n", sighting.kind.count, terminal_line(kind_text(sighting)),
                       first_text(sighting));
  }
  return rest == 0 ? out : out + fmt::format("  {:>9}  of other kinds\n", rest);
}

std::string json_of_topic(const TopicEvidence& evidence) {
  std::string out;
  json::Writer line(out);
  line.begin_object().member("against_topic", evidence.topic).member("topic_name", evidence.base);
  line.member("records", evidence.records).member("tombstones", evidence.tombstones);
  line.member("breaking", evidence.breaking).member("breaking_valid_before", evidence.valid_before);
  line.key("violations").begin_array();
  for (const Sighting& sighting : evidence.violations.sorted()) {
    const Example& first = sighting.seen.example;
    line.begin_object().member("code", sighting.kind.code).member("pointer", sighting.kind.pointer);
    line.member("count", sighting.kind.count).key("first").begin_object().member("partition", first.partition);
    line.member("offset", first.offset).member("message", first.violation.message()).end_object().end_object();
  }
  line.end_array().member("other_violations", evidence.violations.kinds().others()).end_object();
  return out + '\n';
}

/// Annotations stand at no file: what is wrong is in the topic.
std::string github_of_topic(const TopicEvidence& evidence) {
  const std::string_view kind = evidence.breaking == 0 ? "notice" : "error";
  const std::string title = "records of " + evidence.topic;
  std::string out = github_command(kind, {{"title", title}}, counts_text(evidence));
  std::size_t shown = 1;
  for (const Sighting& sighting : evidence.violations.sorted()) {
    if (++shown > max_annotations) break;
    out += github_command(
        kind, {{"title", title}},
        fmt::format("{} times {}; first {}", sighting.kind.count, kind_text(sighting), first_text(sighting)));
  }
  return out;
}

}  // namespace

std::string topic_report(const std::vector<TopicEvidence>& all, DiffFormat format) {
  std::string out;
  for (const TopicEvidence& evidence : all) {
    switch (format) {
      case DiffFormat::text:
        out += (out.empty() ? "" : "\n") + text_of_topic(evidence);
        break;
      case DiffFormat::json:
        out += json_of_topic(evidence);
        break;
      case DiffFormat::github:
        out += github_of_topic(evidence);
        break;
      case DiffFormat::html:  // a part of diff_page()
        break;
    }
  }
  return out;
}

}  // namespace thoth::cli
