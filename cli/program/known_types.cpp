// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/known_types.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "program/builtin_types.hpp"

namespace thoth::cli {
namespace {

/// Thousands of broken files are as well told in a screenful.
constexpr std::size_t max_lines = 20;

/// Hands over lines, and in place of those past the limit, one that says how many they are.
void tell_some(const std::vector<std::string>& lines, const std::function<void(std::string_view)>& tell) {
  const std::size_t told = lines.size() > max_lines ? max_lines - 1 : lines.size();
  for (std::size_t i = 0; i < told; ++i) tell(lines[i]);
  if (told < lines.size()) {
    tell(fmt::format("{} more such lines about catalogs are not shown (see thoth-msg messages list)",
                     lines.size() - told));
  }
}

/// Tells of all but the last schema, which is the error's.
Result<void> refuse_left_out(const std::vector<CatalogReport>& reports, Console& console) {
  std::vector<std::string> lines;
  Error last;
  for (const CatalogReport& report : reports) {
    for (const LeftOutSchema& schema : report.left_out) {
      if (!schema.is_fault()) continue;
      last = schema.loading_error();
      lines.push_back(last.text());
    }
  }
  if (lines.empty()) return {};
  lines.pop_back();
  tell_some(lines, [&console](std::string_view line) { console.error(line); });
  return tl::unexpected<Error>(std::move(last));
}

}  // namespace

void warn_of_catalogs(const std::vector<CatalogReport>& reports, Console& console) {
  std::vector<std::string> lines;
  for (const CatalogReport& report : reports) {
    for (const LeftOutSchema& schema : report.left_out) {
      if (schema.is_fault()) lines.push_back(schema.text());
    }
  }
  for (const CatalogReport& report : reports) lines.insert(lines.end(), report.notes.begin(), report.notes.end());
  tell_some(lines, [&console](std::string_view line) { console.warn(line); });
}

Result<Catalog> known_types(const Settings& settings, OnLeftOut on_left_out, Console& console) {
  Catalog types = builtin_types();
  std::vector<CatalogReport> reports;
  for (const std::string& path : settings.catalogs) {
    CatalogReport report = THOTH_TRY(add_catalog(types, path, settings.catalog_options));
    reports.push_back(std::move(report));
  }
  if (on_left_out == OnLeftOut::fail) THOTH_TRY(refuse_left_out(reports, console));
  warn_of_catalogs(reports, console);
  return types;
}

}  // namespace thoth::cli
