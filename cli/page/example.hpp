// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "output/marked_text.hpp"
#include "page/html.hpp"
#include "thoth/violation.hpp"

namespace thoth::cli {

/// A violation that stands for others of its kind.
struct PageExample {
  std::string id;            ///< what links lead to: letters and digits
  std::string_view pointer;  ///< of the kind
  std::string count;         ///< "12 violations"
  std::string where;         ///< "partition 0, offset 3"
  std::string others;        ///< where the same was seen; may be empty
  const Violation* violation = nullptr;
  const MarkedText* text = nullptr;  ///< null, or empty: nothing of it may be shown
};

/// What was expected and found, where, and the text with the value marked.
[[nodiscard]] Html example_html(const PageExample& example);

/// A text with its value marked; empty of an empty one.
[[nodiscard]] Html marked_html(const MarkedText& text);

/// "type at /a" as code.
[[nodiscard]] Html kind_html(std::string_view code, std::string_view pointer);

/// How `violation` is marked in a text.
[[nodiscard]] MarkAt mark_of(const Violation& violation);

}  // namespace thoth::cli
