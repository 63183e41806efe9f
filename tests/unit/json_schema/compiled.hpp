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
  const auto* const root = THOTH_TRY(documents.add("test:/t.json", "t.json", text));
  return json_schema::Compiler(documents).compile(*root, "t");
}

/// A schema that is known to be sound.
inline SchemaPtr compiled(const std::string& text) {
  auto schema = compile(text);
  if (!schema) FAIL(schema.error().text());
  return *schema;
}

/// The type of the first channel of an AsyncAPI document, which errors call a.yaml.
inline Result<SchemaPtr> compile_async_api(const std::string& text) {
  json_schema::Documents documents;
  const auto* const root = THOTH_TRY(documents.add("test:/a.yaml", "a.yaml", text));
  auto declared = THOTH_TRY(json_schema::AsyncApi(documents, *root).read());
  json_schema::TypeJoin types(documents);
  for (json_schema::DeclaredType& type : declared) types.add(std::move(type));
  types.finish();
  if (!types.left_out().empty()) return tl::unexpected<Error>(types.left_out().front().loading_error());
  return types.schemas().front();
}

/// The same of a document that is known to be sound.
inline SchemaPtr compiled_async_api(const std::string& text) {
  auto schema = compile_async_api(text);
  if (!schema) FAIL(schema.error().text());
  return *schema;
}

}  // namespace thoth::test
