// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/html.hpp"

namespace thoth::cli {

/// A column: numbers stand on the right.
struct Column {
  enum class Kind : std::uint8_t { text, wide, number, time, bars };

  std::string_view name;
  Kind kind = Kind::text;
};

/// A cell, and the number that it is sorted by; none: its text.
struct Cell {
  Html html;
  std::optional<double> order;

  Cell(Html content, std::optional<double> by = std::nullopt) : html(std::move(content)), order(by) {}  // NOLINT
};

[[nodiscard]] Cell count_cell(std::uint64_t count);
[[nodiscard]] Cell offset_cell(std::int64_t offset);
[[nodiscard]] Cell bytes_cell(std::uint64_t bytes);
/// A share of a whole: "12.5 %".
[[nodiscard]] Cell share_cell(std::uint64_t part, std::uint64_t whole);
/// Milliseconds since the epoch, as UTC; none: empty.
[[nodiscard]] Cell time_cell(const std::optional<std::int64_t>& time);
/// A bar of valid, invalid and other parts of a whole, which is sorted by the share of the invalid ones.
[[nodiscard]] Cell shares_cell(std::uint64_t valid, std::uint64_t invalid, std::uint64_t other);

/// A table that can be sorted by each of its columns.
class Table {
 public:
  /// `label` says what the table is of, to those who hear it.
  Table(std::string_view label, std::vector<Column> columns);

  /// As many cells as there are columns.
  void add(const std::vector<Cell>& cells);
  [[nodiscard]] bool empty() const { return rows_ == 0; }
  /// Bytes that it takes so far.
  [[nodiscard]] std::size_t size() const { return html_.str().size(); }
  [[nodiscard]] Html finish() &&;

 private:
  std::vector<Column> columns_;
  Html html_;
  std::size_t rows_ = 0;
};

}  // namespace thoth::cli
