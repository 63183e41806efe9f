// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "reading/pointer_use.hpp"
#include "thoth/error.hpp"
#include "thoth/json.hpp"
#include "thoth/json_pointer.hpp"

namespace thoth::cli {

/// The members of contents that --select names, each by its pointer without the first slash.
class Selection {
 public:
  /// Reads lists of pointers with commas between them. Errors: usage (one that does not start with a slash, or comes
  /// twice).
  static Result<Selection> parse(const std::vector<std::string>& lists);

  /// Appends an object of them; those that are absent are left out. `contents`: null if they are not JSON.
  void append_object(const json::Node* contents, std::string& out);
  /// Appends their names, and the values of a record, as a line of CSV (RFC 4180): of strings the text, other values as
  /// JSON, nothing for what is absent.
  void append_csv_header(std::string& out) const;
  void append_csv_row(const json::Node* contents, std::string& out);
  /// Of each pointer that was in no record, a sentence.
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  struct Column {
    json::Pointer pointer;
    PointerUse use;

    [[nodiscard]] std::string_view name() const { return std::string_view(pointer.text()).substr(1); }
    [[nodiscard]] const json::Node* find(const json::Node* contents);
  };

  std::vector<Column> columns_;
};

}  // namespace thoth::cli
