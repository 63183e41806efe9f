// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/part_run.hpp"

namespace thoth {

Place place_in_file(const Place& in_part, const Place& origin) {
  if (in_part.line == 1) return {in_part.offset, origin.line, origin.column + in_part.column - 1};
  return {in_part.offset, origin.line + in_part.line - 1, in_part.column};
}

void PartOrigin::apply_to(std::vector<EntryResult>& results) const {
  const Place from = results.empty() ? Place{} : place();
  for (EntryResult& result : results) {
    result.number += entries;
    result.place = place_in_file(result.place, from);
    for (Violation& violation : result.violations) violation.place = place_in_file(violation.place, from);
  }
}

}  // namespace thoth
