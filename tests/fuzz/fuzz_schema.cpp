// SPDX-License-Identifier: GPL-3.0-or-later
// A schema that a user brings and contents for it, with a line of --- between them: whatever is written there, it is
// compiled or refused, and what is validated on the fast path and closely is the same.
#include "fuzz.hpp"
#include "json/token_index.hpp"
#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "thoth/validation.hpp"

namespace thoth::fuzz {
namespace {

/// A MessageValidator is given the value alone.
std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first));
}

void validate(const Schema& schema, const std::string& contents, const ValidationOptions& options) {
  json::TokenIndex index;
  const json::Text indexed = json::index_value(contents, index);
  MessageValidator on_fast_path(options);
  MessageValidator strictly(options);
  const ValidationResult& fast_path = on_fast_path.validate(schema, indexed);
  const ValidationResult& close = strictly.validate(schema, {contents, nullptr, nullptr, nullptr});
  same(fast_path, close);
  require(!fast_path.valid() || fast_path.canonical == close.canonical, "both ways know what is canonical");
}

}  // namespace

void run(std::string_view text) {
  constexpr std::string_view line = "\n---\n";
  const auto end = text.find(line);
  const std::string contents = trimmed(end == std::string_view::npos ? "{}" : text.substr(end + line.size()));
  if (contents.empty()) return;
  json_schema::Documents documents;
  const auto root = documents.add("fuzz:/schema.json", "schema.json", std::string(text.substr(0, end)));
  if (!root) return require(!root.error().text().empty(), "what is refused has a reason");
  const auto schema = json_schema::Compiler(documents).compile(**root, "fuzz");
  if (!schema) return require(!schema.error().text().empty(), "what is refused has a reason");
  validate(**schema, contents, {Strict::no, {{"component_name", "c"}}, Wire::make, Detail::full});
  validate(**schema, contents, {Strict::yes, {}, Wire::make, Detail::full});
}

}  // namespace thoth::fuzz
