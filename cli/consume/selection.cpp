// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "json/writer.hpp"
#include "reading/value_text.hpp"

namespace thoth::cli {
namespace {

tl::unexpected<Error> refuse(const std::string& list, std::string reason, std::string advice) {
  return fail(ErrorCode::usage, "", "--select " + list, std::move(reason), std::move(advice));
}

/// In quotes where it holds what parts fields and lines, or quotes.
void append_csv_field(std::string_view field, std::string& out) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

Result<Selection> Selection::parse(const std::vector<std::string>& lists) {
  Selection selection;
  for (const std::string& list : lists) {
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      const std::string text = list.substr(begin, end - begin);
      begin = end + 1;
      if (!text.starts_with('/')) {
        return refuse(list, "start each field with /, as in --select /a,/b/c", "a field is a JSON pointer");
      }
      auto pointer = json::Pointer::parse(text);
      if (!pointer) return refuse(list, std::move(pointer.error().reason), std::move(pointer.error().advice));
      const bool is_known = std::any_of(selection.columns_.begin(), selection.columns_.end(),
                                        [&text](const Column& column) { return column.pointer.text() == text; });
      if (is_known) return refuse(list, fmt::format("{} is selected twice", text), "leave one of them out");
      selection.columns_.push_back({std::move(*pointer), {}});
    }
  }
  return selection;
}

const json::Node* Selection::Column::find(const json::Node* contents) {
  const json::Node* const found = contents == nullptr ? nullptr : pointer.find(*contents);
  use.add(found == nullptr ? PointerUse::Found::no : PointerUse::Found::yes);
  return found;
}

void Selection::append_object(const json::Node* contents, std::string& out) {
  json::Writer object(out);
  object.begin_object();
  for (Column& column : columns_) {
    if (const json::Node* const value = column.find(contents)) object.member(column.name(), *value);
  }
  object.end_object();
}

void Selection::append_csv_header(std::string& out) const {
  const char* separator = "";
  for (const Column& column : columns_) {
    out += separator;
    append_csv_field(column.name(), out);
    separator = ",";
  }
  out += '\n';
}

void Selection::append_csv_row(const json::Node* contents, std::string& out) {
  const std::size_t begin = out.size();
  const char* separator = "";
  std::string text;
  for (Column& column : columns_) {
    out += separator;
    text.clear();
    if (const json::Node* const value = column.find(contents)) append_value_text(*value, text);
    append_csv_field(text, out);
    separator = ",";
  }
  // Readers of CSV skip an empty line.
  if (out.size() == begin) out += "\"\"";
  out += '\n';
}

std::vector<std::string> Selection::warnings() const {
  std::vector<std::string> warnings;
  for (const Column& column : columns_) {
    if (auto warning = column.use.warning(column.pointer.text())) warnings.push_back(std::move(*warning));
  }
  return warnings;
}

}  // namespace thoth::cli
