// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/codec.hpp"

#include <algorithm>
#include <utility>

#include "declaration/value_reader.hpp"
#include "declaration/value_writer.hpp"
#include "json/describe.hpp"
#include "thoth/json.hpp"
#include "thoth/place.hpp"
#include "thoth/validation.hpp"
#include "validation/secrets.hpp"

namespace thoth::detail {

namespace {

/// Sorts by place and fills in lines and columns, walking the text once.
void locate(std::string_view text, Violations& violations) {
  sort_by_place(violations);
  Place place;
  for (Violation& violation : violations) {
    const auto offset = std::min<std::size_t>(violation.place.offset, text.size());
    place = advance(place, text.substr(place.offset, offset - place.offset));
    violation.place = place;
  }
}

/// Adds that a message names a version which is not its type's. What is no string has been found already.
void check_version(const Schema& schema, const json::Node& message, Violations& violations) {
  const json::Node* const version = message.find("version");
  if (version == nullptr || version->kind != json::Kind::string || version->text == schema.version) return;
  Violation violation;
  violation.code = Code::value;
  violation.pointer = "/version";
  violation.place.offset = version->begin;
  violation.expected = json::written_string(schema.version);
  violation.found = json::describe(*version);
  violations.push_back(std::move(violation));
}

}  // namespace

Result<std::string> encode(const ContractFacts& contract, const StructType& type, const void* message) {
  Encoder encoder{contract.version()};
  write_struct(encoder, type, message);
  return std::move(encoder).finish(contract.topic());
}

Violations decode(const Schema& schema, const StructType& type, std::string_view bytes, Versions versions,
                  void* message) {
  json::Parsed parsed = json::parse(bytes);
  if (parsed.violations.empty()) {
    parsed.violations = validate(schema, parsed.document->root());
    if (versions == Versions::own) check_version(schema, parsed.document->root(), parsed.violations);
  }
  if (parsed.violations.empty()) {
    ValueReader(schema.version).read_struct(parsed.document->root(), type, message);
    return {};
  }
  conceal(schema, parsed.violations);
  locate(bytes, parsed.violations);
  return std::move(parsed.violations);
}

}  // namespace thoth::detail
