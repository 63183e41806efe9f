// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "audit/report.hpp"
#include "base/utc_text.hpp"
#include "output/table.hpp"
#include "output/text.hpp"
#include "output/wrapped_text.hpp"

namespace thoth::cli {
namespace {

/// A list for people ends somewhere; the whole of it is in the other formats.
constexpr std::size_t max_lines = 20;
constexpr std::size_t max_partitions = 8;
constexpr std::size_t count_width = 9;
constexpr std::size_t text_column = count_width + 4;

std::string or_none(const std::optional<std::string>& text) {
  if (!text) return "(none)";
  return text->empty() ? "(empty)" : *text;
}

class TextReport {
 public:
  TextReport(std::size_t width, std::string& out) : width_(width), out_(out) {}

  void add(const TopicAudit& topic) {
    const bool is_short = topic.records == 0;
    if (!out_.empty() && !(is_short && was_short_)) out_ += '\n';
    was_short_ = is_short;
    add_head(topic);
    if (topic.records > topic.tombstones) add_origins(topic.origins);
    add_list("violations", topic.violations);
    add_list("unknown members (violations only with --strict)", topic.unknown_members);
  }

 private:
  void add_head(const TopicAudit& topic) {
    std::string text = topic.name + ": ";
    if (topic.records == 0) {
      text += "no records";
    } else {
      text += counted(topic.records, "record", "records");
      if (topic.not_validated < topic.records) {
        const std::uint64_t valid = topic.records - topic.invalid - topic.not_validated;
        text += fmt::format(", {} valid, {} invalid", valid, topic.invalid);
        if (topic.not_validated != 0) text += fmt::format(", {} not validated", topic.not_validated);
      } else {
        text += topic.is_known           ? ", not validated (CloudEvents with data of no known message type)"
                : topic.left_out.empty() ? ", not validated (no message type for this topic)"
                                         : ", not validated: " + topic.left_out;
      }
      if (topic.events != 0) text += ", " + counted(topic.events, "CloudEvent", "CloudEvents");
      if (topic.tombstones != 0) text += ", " + counted(topic.tombstones, "tombstone", "tombstones");
      text += ", " + byte_text(topic.bytes);
    }
    append_wrapped(text, 0, width_, out_);
    if (!topic.first_timestamp) return;
    out_ += "  ";
    append_wrapped(fmt::format("{}, from {} to {}", counted(topic.partitions.size(), "partition", "partitions"),
                               utc_text(*topic.first_timestamp), utc_text(*topic.last_timestamp)),
                   2, width_, out_);
  }

  void add_origins(const OriginCounts& origins) {
    std::vector<std::vector<std::string>> rows{{"", "records", "invalid", "version", "component_name"}};
    OriginCount rest = origins.others();
    for (const OriginCount* const origin : origins.sorted()) {
      if (rows.size() > max_lines) {
        rest.records += origin->records;
        rest.invalid += origin->invalid;
        continue;
      }
      rows.push_back({"", std::to_string(origin->records), std::to_string(origin->invalid), or_none(origin->version),
                      or_none(origin->component_name)});
    }
    if (rest.records != 0) {
      rows.push_back({"", std::to_string(rest.records), std::to_string(rest.invalid), "", "others"});
    }
    out_ += '\n' + table(rows, width_);
  }

  void add_list(std::string_view title, const SightingList& list) {
    if (list.kinds().violations() == 0) return;
    out_ += fmt::format("\n  {}:\n", title);
    std::uint64_t rest = list.kinds().others();
    std::size_t lines = 0;
    for (const Sighting& sighting : list.sorted()) {
      if (lines++ < max_lines) {
        add_sighting(sighting);
      } else {
        rest += sighting.kind.count;
      }
    }
    if (rest != 0) out_ += fmt::format("  {:>{}}  of other kinds\n", rest, count_width);
  }

  void add_sighting(const Sighting& sighting) {
    const ViolationKind& kind = sighting.kind;
    const Example& example = sighting.seen.example;
    out_ += fmt::format("  {:>{}}  ", kind.count, count_width);
    append_wrapped(fmt::format("{}{}: {}", kind.code, kind.pointer.empty() ? "" : " at " + std::string(kind.pointer),
                               example.violation.message()),
                   text_column, width_, out_);
    out_.append(text_column, ' ');
    append_wrapped("offsets " + places_text(sighting.seen, max_partitions), text_column, width_, out_);
    out_.append(text_column, ' ');
    append_wrapped(fmt::format("for example [{}] @ {}, component_name {}", example.partition, example.offset,
                               or_none(example.component_name)),
                   text_column, width_, out_);
  }

  std::size_t width_;
  std::string& out_;
  bool was_short_ = false;  ///< topics without records stand line by line
};

}  // namespace

std::string audit_text(const Audit& audit, std::size_t width) {
  std::string out;
  TextReport report(width, out);
  for (const TopicAudit& topic : audit.topics) report.add(topic);
  if (audit.cut) {
    out += "\n";
    append_wrapped("incomplete: " + audit.cut->error.text(), 0, width, out);
  }
  return out;
}

}  // namespace thoth::cli
