// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "json_schema/async_api.hpp"
#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "json_schema/type_join.hpp"

namespace thoth::test {

/// What becomes of a schema's text, which errors call t.json.
inline Result<SchemaPtr> compile(const std::string& text) {
  json_schema::Documents documents;
  THOTH_TRY_ASSIGN(const auto* const root, documents.add("test:/t.json", "t.json", text));
  return json_schema::Compiler(documents).compile(*root, "t");
}

/// A schema that is known to be sound.
inline SchemaPtr compiled(const std::string& text) {
  auto schema = compile(text);
  if (!schema) FAIL(schema.error().text());
  return *schema;
}

/// The type of the first channel of an AsyncAPI document, which is known to be sound.
inline SchemaPtr compiled_async_api(const std::string& text) {
  json_schema::Documents documents;
  const auto root = documents.add("test:/a.yaml", "a.yaml", text);
  if (!root) FAIL(root.error().text());
  auto declared = json_schema::AsyncApi(documents, **root).read();
  if (!declared) FAIL(declared.error().text());
  json_schema::TypeJoin types(documents);
  for (json_schema::DeclaredType& type : *declared) types.add(std::move(type));
  types.finish();
  if (!types.left_out().empty()) FAIL(types.left_out().front().text());
  return types.schemas().front();
}

}  // namespace thoth::test
