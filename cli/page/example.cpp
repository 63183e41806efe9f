// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/example.hpp"

namespace thoth::cli {
namespace {

/// An excerpt is short already.
constexpr std::size_t whole_excerpt = 4000;

void add_item(const char* name, std::string_view value, Html& html) {
  if (value.empty()) return;
  html.markup("<dt>").text(name).markup("</dt><dd>").text(value).markup("</dd>\n");
}

/// A name that was meant, or advice.
void add_hint(const Violation& violation, Html& html) {
  const std::string_view hint = violation.hint;
  if (hint.empty()) return;
  const bool is_name = violation.code == Code::unknown_member || hint.find(' ') == std::string_view::npos;
  html.markup("<dt>Hint</dt><dd>");
  if (is_name) html.markup("did you mean ");
  html.add(is_name ? html_code(hint) : html_text(hint)).markup("</dd>\n");
}

}  // namespace

Html kind_html(std::string_view code, std::string_view pointer) {
  Html html;
  html.markup("<span class=\"tag invalid\">").text(code).markup("</span>");
  if (!pointer.empty()) html.markup(" at ").add(html_code(pointer));
  return html;
}

Html marked_html(const MarkedText& text) {
  Html html;
  if (text.empty()) return html;
  html.markup("<pre>").lines(text.before, whole_excerpt).markup("<mark>");
  html.lines(text.marked.empty() ? "␄" : text.marked, whole_excerpt);
  html.markup("</mark>").lines(text.after, whole_excerpt).markup("</pre>\n");
  return html;
}

Html example_html(const PageExample& example) {
  const Violation& violation = *example.violation;
  Html html;
  html.markup(R"(<article class="example" id=")").text(example.id).markup("\">\n<h4>");
  html.add(kind_html(name(violation.code), example.pointer)).markup(" <span class=\"soft\">");
  html.text(example.count).markup("</span></h4>\n<dl>\n");
  add_item("Expected", violation.expected, html);
  add_item("Found", violation.found.empty() && !violation.expected.empty() ? "nothing" : violation.found, html);
  add_hint(violation, html);
  add_item("Schema", violation.schema, html);
  add_item("Example", example.where, html);
  add_item("All", example.others, html);
  html.markup("</dl>\n");
  if (example.text != nullptr) html.add(marked_html(*example.text));
  html.markup("</article>\n");
  return html;
}

MarkAt mark_of(const Violation& violation) {
  const bool is_value = violation.code != Code::missing && !is_of_json(violation.code);
  return is_value ? MarkAt::value : MarkAt::character;
}

}  // namespace thoth::cli
