// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/nearest.hpp"

#include <algorithm>
#include <cstddef>

namespace thoth {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Distances between prefixes of two names, row by row. The rows are kept from one candidate to the next.
class EditDistance {
 public:
  explicit EditDistance(std::string_view typed) : typed_(typed) {
    std::transform(typed_.begin(), typed_.end(), typed_.begin(), lower);
  }

  /// The distance to `candidate`, or something above `limit` as soon as it is sure to be above it.
  std::size_t to(std::string_view candidate, std::size_t limit) {
    const std::size_t width = candidate.size();
    before_.assign(width + 1, 0);
    above_.resize(width + 1);
    row_.assign(width + 1, 0);
    for (std::size_t column = 0; column <= width; ++column) above_[column] = column;
    for (std::size_t line = 1; line <= typed_.size(); ++line) {
      // A row's least distance never falls below that of the row above it.
      if (fill_row(line, candidate) > limit) return limit + 1;
      before_.swap(above_);
      above_.swap(row_);
    }
    return above_[width];
  }

 private:
  /// Fills row_ for the first `line` characters of the typed name; returns its least distance.
  std::size_t fill_row(std::size_t line, std::string_view candidate) {
    row_[0] = line;
    std::size_t least = line;
    for (std::size_t column = 1; column <= candidate.size(); ++column) {
      const char ours = typed_[line - 1];
      const char theirs = lower(candidate[column - 1]);
      std::size_t best = above_[column - 1] + (ours == theirs ? 0 : 1);
      best = std::min({best, above_[column] + 1, row_[column - 1] + 1});
      const bool swapped = line > 1 && column > 1 && ours == lower(candidate[column - 2]) && typed_[line - 2] == theirs;
      if (swapped) best = std::min(best, before_[column - 2] + 1);
      row_[column] = best;
      least = std::min(least, best);
    }
    return least;
  }

  std::string typed_;
  std::vector<std::size_t> before_, above_, row_;
};

template <class Names>
std::optional<std::string> nearest_of(std::string_view typed, const Names& candidates) {
  EditDistance distance(typed);
  std::optional<std::string> found;
  std::size_t least = 0;
  for (const std::string_view candidate : candidates) {
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
