// SPDX-License-Identifier: GPL-3.0-or-later
// Contents of every known type, validated on the fast path and closely: the same violations, the same wire bytes, and
// what goes out is valid and goes out as it is.
#include <thoth/messages/all.hpp>

#include "fuzz.hpp"
#include "json/token_index.hpp"
#include "thoth/validation.hpp"

namespace thoth::fuzz {

void run(std::string_view text) {
  if (text.empty()) return;
  // The first byte picks the type and how strict the judge is.
  const auto choice = static_cast<unsigned char>(text.front());
  const auto schemas = messages::catalog().schemas();
  const Schema& schema = *schemas[choice / 2 % schemas.size()];
  const ValidationOptions options{choice % 2 == 0 ? Strict::no : Strict::yes, {{"component_name", "c"}}, Wire::make};
  const std::string value(text.substr(1));
  json::TokenIndex index;
  const json::Text indexed = json::index_value(value, index);
  MessageValidator on_fast_path(options);
  MessageValidator strictly(options);
  const ValidationResult& fast_path = on_fast_path.validate(schema, indexed);
  same(fast_path, strictly.validate(schema, {value, nullptr, nullptr, nullptr}));
  if (!fast_path.valid()) return;
  const std::string wire(fast_path.wire);
  const ValidationResult& again = strictly.validate(schema, json::index_value(wire, index));
  require(again.valid() && again.wire == wire, "the wire form is valid and canonical");
}

}  // namespace thoth::fuzz
