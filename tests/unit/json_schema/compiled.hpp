// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"

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

}  // namespace thoth::test
