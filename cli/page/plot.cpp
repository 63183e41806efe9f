// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/plot.hpp"

#include <algorithm>
#include <string_view>

namespace thoth::cli {
namespace {

constexpr double height = 100;
/// Of a bar and the gap after it; the bar has four of these fifths.
constexpr double step = 5;
constexpr double bar_width = 4;
/// What is there at all is seen.
constexpr double least_height = 2;

using Count = std::uint64_t (*)(const PlotBar&);

std::uint64_t count_all(const PlotBar& bar) {
  return bar.all();
}
std::uint64_t count_invalid(const PlotBar& bar) {
  return bar.invalid;
}
std::uint64_t greatest(const std::vector<PlotBar>& bars, Count count) {
  std::uint64_t most = 0;
  for (const PlotBar& bar : bars) most = std::max(most, count(bar));
  return most;
}

double height_of(std::uint64_t part, std::uint64_t most) {
  if (part == 0) return 0;
  return std::max(least_height, height * static_cast<double>(part) / static_cast<double>(most));
}

/// The heights of a bar's parts from below: what is invalid stands on top, and its least height is taken from the rest.
struct Heights {
  double plain = 0;
  double other = 0;
  double valid = 0;
  double invalid = 0;
};

Heights heights_of(const PlotBar& bar, std::uint64_t most) {
  const double all = height_of(bar.all(), most);
  Heights heights;
  heights.invalid = std::min(all, height_of(bar.invalid, most));
  const double rest = all - heights.invalid;
  const std::uint64_t others = bar.valid + bar.other + bar.plain;
  if (others == 0) return heights;
  heights.plain = rest * static_cast<double>(bar.plain) / static_cast<double>(others);
  heights.other = rest * static_cast<double>(bar.other) / static_cast<double>(others);
  heights.valid = rest - heights.plain - heights.other;
  return heights;
}

/// Rectangles of one colour, as one path.
class Bars {
 public:
  void add(std::size_t at, double from, double size) {
    if (size <= 0) return;
    path_.markup("M").coordinate(static_cast<double>(at) * step).markup(" ").coordinate(height - from - size);
    path_.markup("h").coordinate(bar_width).markup("v").coordinate(size);
    path_.markup("h-").coordinate(bar_width).markup("z");
  }
  template <std::size_t size>
  void finish(const char (&tone)[size], Html& html) const {
    if (path_.empty()) return;
    html.markup("<path class=\"").markup(tone).markup("\" d=\"").add(path_).markup("\"/>\n");
  }

 private:
  Html path_;
};

std::string_view records_word(std::uint64_t count) {
  return count == 1 ? "record" : "records";
}

/// "10:00 to 10:01: 3 valid, 1 invalid".
Html tip(const PlotBar& bar) {
  Html html;
  html.text(bar.label).markup(": ");
  const char* separator = "";
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count == 0) return;
    html.text(separator).count(count).markup(" ").text(what);
    separator = ", ";
  };
  add(bar.valid, "valid");
  add(bar.invalid, "invalid");
  add(bar.other, "not validated");
  add(bar.plain, records_word(bar.plain));
  return html;
}

/// What takes the pointer over a bar's whole height, and says what it is.
void add_tips(const std::vector<PlotBar>& bars, Html& html) {
  html.markup("<g class=\"tips\">\n");
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (bars[i].all() == 0) continue;
    html.markup("<rect x=\"").coordinate(static_cast<double>(i) * step).markup("\" width=\"").coordinate(bar_width);
    html.markup("\" height=\"").coordinate(height).markup("\"><title>").add(tip(bars[i])).markup("</title></rect>\n");
  }
  html.markup("</g>\n");
}

void begin_svg(std::string_view summary, std::size_t bars, Html& html) {
  html.markup("viewBox=\"0 0 ").coordinate(static_cast<double>(bars) * step - step + bar_width).markup(" ");
  html.coordinate(height).markup(R"(" preserveAspectRatio="none" role="img" aria-label=")").text(summary);
  html.markup("\">\n");
}

void add_top(std::uint64_t most, std::string_view what, Html& html) {
  html.markup("<div class=\"scale top\"><span>highest bar: ")
      .count(most)
      .markup(" ")
      .text(what)
      .markup("</span></div>\n");
}

void add_scale(const std::vector<std::string>& scale, Html& html) {
  html.markup("<div class=\"scale\">");
  for (std::size_t i = 0; i < scale.size(); ++i) {
    const bool is_end = i == 0 || i + 1 == scale.size();
    html.markup("<span");
    if (!is_end) html.markup(" class=\"mid\"");
    html.markup(">").text(scale[i]).markup("</span>");
  }
  html.markup("</div>\n");
}

void add_all(const BarPlot& plot, Html& html) {
  const std::uint64_t most = greatest(plot.bars, count_all);
  Bars valid;
  Bars invalid;
  Bars other;
  Bars plain;
  for (std::size_t i = 0; i < plot.bars.size(); ++i) {
    const Heights heights = heights_of(plot.bars[i], most);
    plain.add(i, 0, heights.plain);
    other.add(i, heights.plain, heights.other);
    valid.add(i, heights.plain + heights.other, heights.valid);
    invalid.add(i, heights.plain + heights.other + heights.valid, heights.invalid);
  }
  add_top(most, records_word(most), html);
  html.markup("<svg ");
  begin_svg(plot.summary, plot.bars.size(), html);
  plain.finish("plain", html);
  other.finish("other", html);
  valid.finish("valid", html);
  invalid.finish("invalid", html);
  add_tips(plot.bars, html);
  html.markup("</svg>\n");
}

void add_invalid(const BarPlot& plot, Html& html) {
  const std::uint64_t most = greatest(plot.bars, count_invalid);
  Bars invalid;
  for (std::size_t i = 0; i < plot.bars.size(); ++i) invalid.add(i, 0, height_of(plot.bars[i].invalid, most));
  add_top(most, "invalid", html);
  html.markup("<svg class=\"low\" ");
  begin_svg("the invalid records alone", plot.bars.size(), html);
  invalid.finish("invalid", html);
  add_tips(plot.bars, html);
  html.markup("</svg>\n");
}

void add_key(const BarPlot& plot, Html& html) {
  const auto has = [&](auto part) { return std::any_of(plot.bars.begin(), plot.bars.end(), part); };
  html.markup("<figcaption><span>").text(plot.title).markup("</span>");
  if (has([](const PlotBar& bar) { return bar.valid != 0; }))
    html.markup("<span class=\"key valid\"><b>valid</b></span>");
  if (has([](const PlotBar& bar) { return bar.invalid != 0; })) {
    html.markup("<span class=\"key invalid\"><b>invalid</b></span>");
  }
  if (has([](const PlotBar& bar) { return bar.other != 0; })) {
    html.markup("<span class=\"key other\"><b>not validated</b></span>");
  }
  html.markup("</figcaption>\n");
}

}  // namespace

Html plot_html(const BarPlot& plot) {
  Html html;
  if (plot.bars.empty()) return html;
  html.markup("<figure class=\"plot\">");
  add_key(plot, html);
  add_all(plot, html);
  const bool shows_invalid = plot.invalid_alone == InvalidAlone::yes && greatest(plot.bars, count_invalid) != 0;
  if (shows_invalid) add_invalid(plot, html);
  add_scale(plot.scale, html);
  html.markup("</figure>\n");
  return html;
}

}  // namespace thoth::cli
