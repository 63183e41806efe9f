// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/report.hpp"

#include <fmt/format.h>

#include <limits>
#include <memory>

#include "thoth/report.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t all_partitions = std::numeric_limits<std::size_t>::max();

Result<void> report_kind(Reporter& reporter, const TopicAudit& topic, const Sighting& sighting) {
  const Example& example = sighting.seen.example;
  Violation violation = example.violation;
  violation.pointer = sighting.kind.pointer;
  const std::string first = fmt::format("{}/{}/{}", topic.name, example.partition, example.offset);
  const std::string all = places_text(sighting.seen, all_partitions);
  const Sightings sightings{sighting.kind.count, first, all};
  return reporter.report({topic.name, 1, topic.base, "", {}, &violation, {}, &sightings});
}

Result<void> report_topic(Reporter& reporter, const TopicAudit& topic, ReportTotals& totals) {
  THOTH_TRY(reporter.begin_file(topic.name));
  for (const Sighting& sighting : topic.violations.sorted()) THOTH_TRY(report_kind(reporter, topic, sighting));
  const ViolationKinds& kinds = topic.violations.kinds();
  totals.violations += kinds.violations();
  totals.reported += kinds.violations() - kinds.others();
  return reporter.end_entry(1, topic.base);
}

Result<void> report_all(Reporter& reporter, const Audit& audit) {
  ReportTotals totals;
  for (const TopicAudit& topic : audit.topics) THOTH_TRY(report_topic(reporter, topic, totals));
  if (audit.cut) THOTH_TRY(reporter.unreadable(audit.cut->error.subject, audit.cut->error.text()));
  return reporter.finish(totals);
}

}  // namespace

Result<void> write_audit(const Audit& audit, AuditFormat format, std::size_t width, Output& out) {
  const Sink sink = [&out](std::string_view text) { return out.write(text); };
  switch (format) {
    case AuditFormat::text:
      THOTH_TRY(out.write(audit_text(audit, width)));
      break;
    case AuditFormat::json:
      THOTH_TRY(out.write(audit_json(audit)));
      break;
    case AuditFormat::html:
      THOTH_TRY(out.write(audit_html(audit)));
      break;
    case AuditFormat::sarif:
      THOTH_TRY(report_all(*sarif_reporter(sink, {std::string(version), ""}), audit));
      break;
    case AuditFormat::junit:
      THOTH_TRY(report_all(*junit_reporter(sink, {"thoth-msg audit", "records"}), audit));
      break;
  }
  return out.flush();
}

}  // namespace thoth::cli
