// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/schema_page.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "json/pretty.hpp"
#include "json_schema/document_writer.hpp"
#include "json_schema/member_rows.hpp"
#include "messages/example.hpp"
#include "output/text.hpp"
#include "page/page.hpp"
#include "page/table.hpp"

namespace thoth::cli {
namespace {

/// Documentation is shown whole, unless somebody hides a book in it.
constexpr std::size_t max_description = 20'000;
constexpr std::size_t max_json = 200'000;

std::string_view name_of(const Schema& schema) {
  return schema.topic.empty() ? schema.channel : schema.topic;
}

/// What links lead to: the name, as far as a link can have it, and a number where that is not its own.
class Anchors {
 public:
  std::string of(std::string_view name) {
    std::string anchor = "type-";
    for (const char c : name.substr(0, 250)) {
      const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                            c == '-' || c == '_';
      anchor += is_plain ? c : '-';
    }
    while (!used_.insert(anchor).second) anchor += '-' + std::to_string(used_.size());
    return anchor;
  }

 private:
  std::set<std::string> used_;
};

Html json_block(std::string_view json) {
  std::string pretty;
  json::append_pretty(json, 0, pretty);
  Html html;
  html.markup("<pre>").lines(pretty, max_json).markup("</pre>\n");
  return html;
}

Html member_table(const Schema& schema) {
  Table table(fmt::format("Members of {}", name_of(schema)),
              {{"member", Column::Kind::wide}, {"type"}, {"presence"}, {"description", Column::Kind::wide}});
  for (const std::vector<std::string>& row : member_rows(schema)) {
    table.add({html_code(row[0]), html_text(row[1]), html_text(row[2]), html_text(row[3], max_description)});
  }
  if (table.empty()) return note("Its members are not declared one by one; the JSON Schema says what must hold.");
  return std::move(table).finish();
}

void add_example_part(const Schema& schema, Html& html) {
  const auto example = valid_example(schema);
  html.markup("<h3>Example</h3>\n");
  html.add(example ? json_block(*example) : note(example.error().text()));
}

void add_json_schema(const Schema& schema, Html& html) {
  const auto add = [&html](const Schema& one, std::string_view what) {
    const auto document = json_schema_document(one);
    if (!document) return;
    html.markup("<details>\n<summary>")
        .text(what)
        .markup("</summary>\n")
        .add(json_block(*document))
        .markup("</details>\n");
  };
  add(schema, "JSON Schema");
  if (schema.key != nullptr) add(*schema.key, "JSON Schema of the key");
  if (schema.headers != nullptr) add(*schema.headers, "JSON Schema of the headers");
}

void add_type(const Schema& schema, const std::string& anchor, const Html& heading, Html& html) {
  html.markup("<section id=\"").text(anchor).markup("\">\n<h2><a href=\"#").text(anchor).markup("\">");
  html.add(heading).markup("</a>");
  if (!schema.version.empty()) html.markup(" <span class=\"tag soft\">").text(schema.version).markup("</span>");
  html.markup("</h2>\n");
  if (!schema.description.empty()) {
    html.markup("<p class=\"prose\">").lines(schema.description, max_description).markup("</p>\n");
  }
  if (!schema.documents.empty()) {
    html.add(note(fmt::format("Must satisfy one of: {}", fmt::join(schema.documents, ", "))));
  }
  if (!schema.root().location.empty()) {
    html.markup("<p class=\"soft\">Declared in ").add(html_code(schema.root().location)).markup("</p>\n");
  }
  html.add(member_table(schema));
  add_example_part(schema, html);
  add_json_schema(schema, html);
  html.markup("</section>\n");
}

Html list_of(const std::vector<const Schema*>& schemas, const std::vector<std::string>& anchors) {
  Html html;
  html.markup("<nav aria-label=\"Message types\">\n<ul>\n");
  for (std::size_t i = 0; i < schemas.size(); ++i) {
    html.markup("<li><a href=\"#").text(anchors[i]).markup("\">").add(html_code(name_of(*schemas[i]))).markup("</a>");
    if (!schemas[i]->description.empty())
      html.markup(" <span class=\"soft\">").text(schemas[i]->description).markup("</span>");
    html.markup("</li>\n");
  }
  return std::move(html.markup("</ul>\n</nav>\n"));
}

}  // namespace

std::string schema_page(const std::vector<const Schema*>& schemas) {
  const bool is_one = schemas.size() == 1;
  Page page(is_one ? fmt::format("Message type {}", name_of(*schemas.front())) : "Message types",
            is_one ? "A message type: what its messages must be like."
                   : counted(schemas.size(), "message type: what its messages must be like.",
                             "message types: what their messages must be like."));
  Anchors anchors;
  std::vector<std::string> of_types;
  of_types.reserve(schemas.size());
  for (const Schema* schema : schemas) of_types.push_back(anchors.of(name_of(*schema)));
  if (!is_one) page.body().add(list_of(schemas, of_types));
  for (std::size_t i = 0; i < schemas.size(); ++i) {
    // The title names it already if it is the only one.
    const Html heading = is_one ? html_text("Contract") : html_code(name_of(*schemas[i]));
    add_type(*schemas[i], of_types[i], heading, page.body());
  }
  return std::move(page).finish();
}

}  // namespace thoth::cli
