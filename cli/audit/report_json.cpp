#include <fmt/format.h>

#include <iterator>

#include "audit/report.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

std::string string_or_null(const std::optional<std::string>& text) {
  return text ? json::written_string(*text) : "null";
}

std::string number(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "null";
}

/// Appends an array, an element a call of `append`.
template <class Elements, class Append>
void append_array(const char* member, const Elements& elements, std::string& out, Append append) {
  out += fmt::format(",\"{}\":[", member);
  const char* separator = "";
  for (const auto& element : elements) {
    out += separator;
    append(element);
    separator = ",";
  }
  out += ']';
}

void append_sightings(const char* member, const SightingList& list, std::string& out) {
  append_array(member, list.sorted(), out, [&out](const Sighting& sighting) {
    out += fmt::format(R"({{"code":"{}","pointer":{},"count":{})", sighting.kind.code,
                       json::written_string(sighting.kind.pointer), sighting.kind.count);
    append_array("partitions", sighting.seen.stretches, out, [&out](const Stretch& stretch) {
      out += fmt::format(R"({{"partition":{},"count":{},"first":{},"last":{}}})", stretch.partition, stretch.count,
                         stretch.first, stretch.last);
    });
    const Example& example = sighting.seen.example;
    out += fmt::format(R"(,"example":{{"partition":{},"offset":{},"component_name":{},"message":{}}}}})",
                       example.partition, example.offset, string_or_null(example.component_name),
                       string_or_null(example.violation.message()));
  });
  out += fmt::format(R"(,"other_{}":{})", member, list.kinds().others());
}

void append_origins(const OriginCounts& origins, std::string& out) {
  append_array("origins", origins.sorted(), out, [&out](const OriginCount* origin) {
    out += fmt::format(R"({{"component_name":{},"version":{},"records":{},"invalid":{}}})",
                       string_or_null(origin->component_name), string_or_null(origin->version), origin->records,
                       origin->invalid);
  });
  out += fmt::format(R"(,"other_origins":{})", origins.others().records);
}

}  // namespace

std::string audit_json(const Audit& audit) {
  std::string out;
  for (const TopicAudit& topic : audit.topics) {
    out += fmt::format(
        R"({{"topic":{},"topic_name":{},"known":{},"complete":{},"records":{},"valid":{},"invalid":{},"tombstones":{},)"
        R"("bytes":{},"first_timestamp":{},"last_timestamp":{})",
        string_or_null(topic.name), string_or_null(topic.base), topic.is_known, topic.is_complete(), topic.records,
        topic.records - topic.invalid, topic.invalid, topic.tombstones, topic.bytes, number(topic.first_timestamp),
        number(topic.last_timestamp));
    append_array("partitions", topic.partitions, out, [&out](const AuditedPartition& partition) {
      out += fmt::format(R"({{"partition":{},"from":{},"to":{},"next":{}}})", partition.partition, partition.from,
                         partition.to, partition.next);
    });
    append_origins(topic.origins, out);
    append_sightings("violations", topic.violations, out);
    append_sightings("unknown_members", topic.unknown_members, out);
    out += "}\n";
  }
  return out;
}

}  // namespace thoth::cli
