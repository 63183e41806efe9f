// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "audit/report.hpp"
#include "json/writer.hpp"

namespace thoth::cli {
namespace {

void write_sighting(const Sighting& sighting, json::Writer& out) {
  out.begin_object().member("code", sighting.kind.code).member("pointer", sighting.kind.pointer);
  out.member("count", sighting.kind.count).key("partitions").begin_array();
  for (const Stretch& stretch : sighting.seen.stretches) {
    out.begin_object().member("partition", stretch.partition).member("count", stretch.count);
    out.member("first", stretch.first).member("last", stretch.last).end_object();
  }
  const Example& example = sighting.seen.example;
  out.end_array().key("example").begin_object().member("partition", example.partition);
  out.member("offset", example.offset).member("component_name", example.component_name);
  out.member("message", example.violation.message()).end_object().end_object();
}

void write_sightings(const std::string& member, const SightingList& list, json::Writer& out) {
  out.key(member).begin_array();
  for (const Sighting& sighting : list.sorted()) write_sighting(sighting, out);
  out.end_array().member("other_" + member, list.kinds().others());
}

void write_origins(const OriginCounts& origins, json::Writer& out) {
  out.key("origins").begin_array();
  for (const OriginCount* origin : origins.sorted()) {
    out.begin_object().member("component_name", origin->component_name).member("version", origin->version);
    out.member("records", origin->records).member("invalid", origin->invalid).end_object();
  }
  out.end_array().member("other_origins", origins.others().records);
}

void write_topic(const TopicAudit& topic, json::Writer& out) {
  out.begin_object().member("topic", topic.name).member("topic_name", topic.base).member("known", topic.is_known);
  out.member("complete", topic.is_complete()).member("records", topic.records);
  out.member("valid", topic.records - topic.invalid - topic.not_validated).member("invalid", topic.invalid);
  out.member("not_validated", topic.not_validated).member("left_out", json::null_if_empty(topic.left_out));
  out.member("cloudevents", topic.events).member("tombstones", topic.tombstones).member("bytes", topic.bytes);
  out.member("first_timestamp", topic.first_timestamp).member("last_timestamp", topic.last_timestamp);
  out.key("partitions").begin_array();
  for (const AuditedPartition& partition : topic.partitions) {
    out.begin_object().member("partition", partition.partition).member("from", partition.from);
    out.member("to", partition.to).member("next", partition.next).end_object();
  }
  out.end_array();
  write_origins(topic.origins, out);
  write_sightings("violations", topic.violations, out);
  write_sightings("unknown_members", topic.unknown_members, out);
  out.end_object();
}

}  // namespace

std::string audit_json(const Audit& audit) {
  std::string out;
  for (const TopicAudit& topic : audit.topics) {
    json::Writer line(out);
    write_topic(topic, line);
    out += '\n';
  }
  return out;
}

}  // namespace thoth::cli
