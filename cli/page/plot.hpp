// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "page/html.hpp"

namespace thoth::cli {

/// Records of one stretch, by what became of them.
struct PlotBar {
  std::uint64_t valid = 0;
  std::uint64_t invalid = 0;
  std::uint64_t other = 0;
  std::string label;        ///< of the stretch: "10:00 to 10:01"
  std::uint64_t plain = 0;  ///< in reports that do not judge

  [[nodiscard]] std::uint64_t all() const { return valid + invalid + other + plain; }
};

/// Whether the invalid ones are plotted once more, on a scale of their own, on which a few of many show.
enum class InvalidAlone : bool { no, yes };

/// Bars beside each other, with what the least, the middle and the greatest of the scale below them are called.
struct BarPlot {
  std::string title;
  std::string summary;  ///< in words, for those who do not see it
  std::vector<PlotBar> bars;
  std::vector<std::string> scale;  ///< evenly spread; the first and the last stay where there is little room
  InvalidAlone invalid_alone = InvalidAlone::no;
};

/// The plot as SVG, as wide as the page; nothing without bars.
[[nodiscard]] Html plot_html(const BarPlot& plot);

}  // namespace thoth::cli
