// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "comparison/witness.hpp"

namespace thoth::cli {

enum class DiffFormat : std::uint8_t { text, json, github, html };

/// How many changes there are, and of what kind.
struct DiffCounts {
  std::size_t changes = 0;
  std::size_t for_consumers = 0;
  std::size_t for_producers = 0;
  std::size_t undecided = 0;

  explicit DiffCounts(const std::vector<comparison::Evidence>& all);
  /// "3 changes, 1 breaks consumers, 2 break producers, 1 undecided".
  [[nodiscard]] std::string text() const;
};

/// Tables for people, a table a topic, and the messages that show the breaks; JSON, an object a line; or GitHub's
/// annotations, where a change that breaks one of `sides` is an error. Of those GitHub shows 10 of a kind, and so no
/// more are written; the rest is counted. Not for html, which is diff_page().
[[nodiscard]] std::string diff_report(const std::vector<comparison::Evidence>& all, DiffFormat format, Breaks sides);

}  // namespace thoth::cli
