// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "consume/match_marks.hpp"
#include "json/pretty.hpp"
#include "judging/record_validator.hpp"
#include "reading/shown_value.hpp"

namespace thoth::cli {

/// Appends a record for people to read: where it is and when it was written, key, headers, violations, contents.
/// Nothing that the record holds can move a terminal's cursor. `marks`: of matches in key, headers and value; null:
/// none.
void append_pretty_record(const ValidatedRecord& validated, const ShownValue& value, json::Colours colours,
                          const MatchMarks* marks, std::string& out);

}  // namespace thoth::cli
