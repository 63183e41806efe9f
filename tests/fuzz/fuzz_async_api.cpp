// SPDX-License-Identifier: GPL-3.0-or-later
// An AsyncAPI document, in YAML or in JSON: it is refused with a reason, or its channels become types that can be used.
#include <utility>

#include "fuzz.hpp"
#include "json_schema/async_api.hpp"
#include "json_schema/documents.hpp"
#include "json_schema/type_join.hpp"
#include "thoth/json_schema.hpp"
#include "thoth/validation.hpp"

namespace thoth::fuzz {
namespace {

void use(const Schema& schema) {
  require(!schema.topic.empty(), "a channel has a topic");
  MessageValidator validator({Strict::yes, {}, Wire::make});
  const ValidationResult& result = validator.validate(schema, {"{}", nullptr, nullptr, nullptr});
  for (const Violation& violation : result.violations) require(!violation.message().empty(), "a violation is told");
  const Result<std::string> written = write_json_schema(schema);
  if (!written) return require(!written.error().text().empty(), "what is not written has a reason");
  require(json::parse(*written).violations.empty(), "what is written is JSON");
}

}  // namespace

void run(std::string_view text) {
  const bool is_json = text.starts_with('{');
  json_schema::Documents documents;
  const auto root = documents.add("fuzz:/api", is_json ? "api.json" : "api.yaml", std::string(text));
  if (!root) return require(!root.error().text().empty(), "what is refused has a reason");
  if (!json_schema::is_async_api(*(*root)->root.node)) return;
  json_schema::AsyncApi api(documents, **root);
  auto declared = api.read();
  if (!declared) return require(!declared.error().text().empty(), "what is refused has a reason");
  json_schema::TypeJoin types(documents);
  for (json_schema::DeclaredType& type : *declared) types.add(std::move(type));
  types.finish();
  for (const LeftOutSchema& schema : types.left_out()) require(!schema.reason.empty(), "what is left out has a reason");
  for (const SchemaPtr& schema : types.schemas()) use(*schema);
}

}  // namespace thoth::fuzz
