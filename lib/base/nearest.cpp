// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/nearest.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/ascii.hpp"

namespace thoth {
namespace {

/// Of comparing a name's characters with candidates', so that a search takes less than a millisecond whatever they are.
constexpr std::size_t max_steps = 100'000;

/// How often each character is in a name; case, and characters that share the low bits, count as one.
using Counts = std::array<std::int16_t, 32>;

Counts counts_of(std::string_view name) {
  Counts counts{};
  for (const char c : name) ++counts[static_cast<unsigned char>(c) % counts.size()];
  return counts;
}

/// Distances between prefixes of two names, row by row. The rows are kept from one candidate to the next.
class EditDistance {
 public:
  explicit EditDistance(std::string_view typed) : typed_(lower_case(typed)), counts_(counts_of(typed)) {}

  /// The distance to `candidate`, or something above `limit` as soon as it is sure to be above it.
  std::size_t to(std::string_view candidate, std::size_t limit) {
    if (least_distance(candidate) > limit) return limit + 1;
    const std::size_t width = candidate.size();
    before_.assign(width + 1, limit + 1);
    above_.assign(width + 1, limit + 1);
    row_.assign(width + 1, limit + 1);
    for (std::size_t column = 0; column <= std::min(width, limit); ++column) above_[column] = column;
    for (std::size_t line = 1; line <= typed_.size(); ++line) {
      // A row's least distance never falls below that of the row above it.
      if (fill_row(line, candidate, limit) > limit) return limit + 1;
      before_.swap(above_);
      above_.swap(row_);
    }
    return above_[width];
  }

  /// What the search has cost so far.
  [[nodiscard]] std::size_t steps() const { return steps_; }

 private:
  /// What the characters alone need, in whatever order they are.
  [[nodiscard]] std::size_t least_distance(std::string_view candidate) const {
    const Counts theirs = counts_of(candidate);
    std::size_t more = 0;
    std::size_t fewer = 0;
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      const int difference = counts_[i] - theirs[i];
      (difference > 0 ? more : fewer) += static_cast<std::size_t>(std::abs(difference));
    }
    return std::max(more, fewer);
  }

  /// Fills row_ for the first `line` characters of the typed name, no further from the diagonal than the limit; returns
  /// its least distance.
  std::size_t fill_row(std::size_t line, std::string_view candidate, std::size_t limit) {
    const std::size_t first = line > limit ? line - limit : 1;
    const std::size_t last = std::min(candidate.size(), line + limit);
    steps_ += last + 1 - first;
    row_[first - 1] = first == 1 ? line : limit + 1;
    std::size_t least = row_[first - 1];
    for (std::size_t column = first; column <= last; ++column) {
      const char ours = typed_[line - 1];
      const char theirs = lower_case(candidate[column - 1]);
      std::size_t best = above_[column - 1] + (ours == theirs ? 0 : 1);
      best = std::min({best, above_[column] + 1, row_[column - 1] + 1});
      const bool swapped =
          line > 1 && column > 1 && ours == lower_case(candidate[column - 2]) && typed_[line - 2] == theirs;
      if (swapped) best = std::min(best, before_[column - 2] + 1);
      row_[column] = best;
      least = std::min(least, best);
    }
    if (last < candidate.size()) row_[last + 1] = limit + 1;
    return least;
  }

  std::string typed_;
  Counts counts_;
  std::size_t steps_ = 0;
  std::vector<std::size_t> before_, above_, row_;
};

template <class Names>
std::optional<std::string> nearest_of(std::string_view typed, const Names& candidates) {
  if (typed.size() > max_suggestible_name) return std::nullopt;
  EditDistance distance(typed);
  std::optional<std::string> found;
  std::size_t least = 0;
  std::size_t looked_at = 0;
  for (const std::string_view candidate : candidates) {
    if (++looked_at > max_candidates || distance.steps() > max_steps) break;
    if (candidate.size() > max_suggestible_name) continue;
    const std::size_t longer = std::max(typed.size(), candidate.size());
    const std::size_t shorter = std::min(typed.size(), candidate.size());
    std::size_t limit = longer / 3;
    if (found) {
      if (least == 0) break;
      limit = std::min(limit, least - 1);
    }
    if (longer - shorter > limit) continue;
    const std::size_t away = distance.to(candidate, limit);
    if (away > limit) continue;
    found = candidate;
    least = away;
  }
  return found;
}

}  // namespace

std::optional<std::string> nearest(std::string_view typed, std::span<const std::string_view> candidates) {
  return nearest_of(typed, candidates);
}

std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates) {
  return nearest_of(typed, candidates);
}

}  // namespace thoth
