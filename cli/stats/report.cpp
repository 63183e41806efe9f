// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/report.hpp"

namespace thoth::cli {

Result<void> write_stats(const Stats& stats, StatsFormat format, std::size_t width, Output& out) {
  switch (format) {
    case StatsFormat::text:
      THOTH_TRY(out.write(stats_text(stats, width)));
      break;
    case StatsFormat::html:
      THOTH_TRY(out.write(stats_html(stats)));
      break;
    case StatsFormat::json:
      THOTH_TRY(out.write(stats_json(stats)));
      break;
  }
  return out.flush();
}

}  // namespace thoth::cli
