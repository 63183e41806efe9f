// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/hidden_parts.hpp"

#include <algorithm>
#include <array>

#include "base/schema_frame.hpp"
#include "file/entry.hpp"
#include "judging/cloud_event.hpp"
#include "thoth/json.hpp"
#include "validation/secrets.hpp"

namespace thoth {
namespace {

/// Members of an entry that are no part of the value.
constexpr std::array<std::string_view, 14> harmless{
    "topic_name", "key",       "headers",     "partition", "timestamp",     "key_base64",      "topic",
    "offset",     "schema_id", "schema_guid", "framing",   "key_schema_id", "key_schema_guid", "key_framing"};

void add_secrets(const Schema& schema, const json::Node& contents, std::vector<ByteRange>& parts) {
  for (const SecretValue& secret : mask(schema, contents).secrets) parts.push_back(secret.range);
}

/// Those of every version of a type, whichever the contents are of.
std::vector<const Schema*> versions_of(const Catalog& catalog, const Schema& schema) {
  if (!catalog.has_versions(schema.topic)) return {&schema};
  std::vector<const Schema*> versions;
  for (const SchemaPtr& one : catalog.schemas()) {
    if (one->topic == schema.topic) versions.push_back(one.get());
  }
  return versions;
}

/// An entry may have its value in a member that is misspelt, or in base64.
void add_entry(const Schema& schema, const json::Node& entry, std::vector<ByteRange>& parts) {
  for (const json::Member& member : entry.members) {
    if (file::is_contents(member.name)) {
      add_secrets(schema, member.value, parts);
    } else if (std::find(harmless.begin(), harmless.end(), member.name) == harmless.end()) {
      parts.push_back({member.value.begin, member.value.end});
    }
  }
}

/// Whether a text of no known type may hold a secret of any.
bool is_in_doubt(const Catalog& catalog, std::string_view text) {
  const bool has_bytes = text.find("value_base64") != std::string_view::npos;
  const auto may_hold = [&](const Schema& one) { return has_bytes ? has_secrets(one) : may_hold_secrets(one, text); };
  const auto schemas = catalog.schemas();
  return std::any_of(schemas.begin(), schemas.end(), [&](const SchemaPtr& one) { return may_hold(*one); });
}

}  // namespace

std::vector<ByteRange> hidden_parts(const Catalog& catalog, std::string_view topic_name, std::string_view text) {
  const Schema* const schema = cloud_event::may_tell_of_event(text) ? nullptr : catalog.find(topic_name);
  const std::vector<const Schema*> versions =
      schema != nullptr ? versions_of(catalog, *schema) : std::vector<const Schema*>();
  const bool has_any =
      std::any_of(versions.begin(), versions.end(), [](const Schema* one) { return has_secrets(*one); });
  if (schema != nullptr && !has_any) return {};
  // Bare contents may have a frame before them.
  const std::string_view contents = split_frame(FramedPart::value, text).contents;
  const json::Parsed parsed = json::parse(contents);
  std::vector<ByteRange> parts;
  if (schema == nullptr || parsed.document == nullptr) {
    if (has_any || (schema == nullptr && is_in_doubt(catalog, text))) parts.push_back({0, text.size()});
    return parts;
  }
  const json::Node& root = parsed.document->root();
  const bool is_entry =
      root.find("topic_name") != nullptr || root.find("message_contents") != nullptr || root.find("value") != nullptr;
  for (const Schema* const one : versions) is_entry ? add_entry(*one, root, parts) : add_secrets(*one, root, parts);
  const std::size_t before = text.size() - contents.size();
  for (ByteRange& part : parts) part = {part.begin + before, part.end + before};
  return parts;
}

}  // namespace thoth
