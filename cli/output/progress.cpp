// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/display_width.hpp"
#include "output/text.hpp"

namespace thoth::cli {
namespace {

/// What is done before this passes needs no progress.
constexpr std::chrono::milliseconds quiet_start{500};
constexpr std::chrono::milliseconds interval{100};
constexpr std::size_t bar_width = 20;

std::string bar(std::uint64_t done, std::uint64_t total) {
  const std::size_t filled = total == 0 ? bar_width : static_cast<std::size_t>(done * bar_width / total);
  return fmt::format("[{}{}]", std::string(filled, '#'), std::string(bar_width - filled, '-'));
}

std::string time_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02} h", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string progress_text(const ProgressState& state, std::size_t width) {
  std::string text;
  if (state.total) {
    text = fmt::format("{} {} of {} {}", bar(std::min(state.done, *state.total), *state.total), state.done,
                       *state.total, state.unit.plural);
  } else {
    text = counted(state.done, state.unit.singular, state.unit.plural);
  }
  text += ", " + byte_text(state.bytes);
  const double rate = state.seconds > 0 ? static_cast<double>(state.done) / state.seconds : 0;
  text += fmt::format(", {:.0f}/s", rate);
  if (state.total && rate > 0 && state.done < *state.total) {
    text += fmt::format(", {} left", time_text(static_cast<double>(*state.total - state.done) / rate));
  }
  text.resize(cut_to_width(text, width).size());
  return text;
}

void Progress::show(std::uint64_t done, std::uint64_t bytes, std::chrono::steady_clock::time_point now) {
  if (!console_.shows_status()) return;
  if (!started_) {
    started_ = now;
    shown_ = now + quiet_start - interval;
  }
  if (now < shown_ + interval) return;
  shown_ = now;
  const ProgressState state{done, total_, bytes, std::chrono::duration<double>(now - *started_).count(), unit_};
  console_.status(progress_text(state, console_.width() - 1));
}

}  // namespace thoth::cli
