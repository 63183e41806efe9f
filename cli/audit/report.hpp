// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "audit/options.hpp"
#include "audit/topic_audit.hpp"
#include "output/output.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// Writes what an audit found. `width`: columns of a text report. Errors: io.
Result<void> write_audit(const Audit& audit, AuditFormat format, std::size_t width, Output& out);

/// The report for people: a part a topic, wrapped to `width` columns.
[[nodiscard]] std::string audit_text(const Audit& audit, std::size_t width);

/// The report for programs: an object of JSON a topic, a line each.
[[nodiscard]] std::string audit_json(const Audit& audit);

/// The report as a page: an overview of the topics, and a part for each with its time line, violations and examples. It
/// has at most Page::max_size bytes: what does not fit is left out, and it says what.
[[nodiscard]] std::string audit_html(const Audit& audit);

}  // namespace thoth::cli
