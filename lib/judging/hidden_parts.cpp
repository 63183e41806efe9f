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

/// Whether a text that no type tells the parts of may hold a secret of the type, or of any where it is not known.
bool is_in_doubt(const Catalog& catalog, const Schema* schema, std::string_view text) {
  if (schema != nullptr) return has_secrets(*schema);
  const bool has_bytes = text.find("value_base64") != std::string_view::npos;
  const auto may_hold = [&](const Schema& one) { return has_bytes ? has_secrets(one) : may_hold_secrets(one, text); };
  const auto schemas = catalog.schemas();
  return std::any_of(schemas.begin(), schemas.end(), [&](const SchemaPtr& one) { return may_hold(*one); });
}

}  // namespace

std::vector<ByteRange> hidden_parts(const Catalog& catalog, std::string_view topic_name, std::string_view text) {
  const Schema* const schema = cloud_event::may_tell_of_event(text) ? nullptr : catalog.find(topic_name);
  if (schema != nullptr && !has_secrets(*schema)) return {};
  // Bare contents may have a frame before them.
  const std::string_view contents = split_frame(FramedPart::value, text).contents;
  const json::Parsed parsed = json::parse(contents);
  std::vector<ByteRange> parts;
  if (schema == nullptr || parsed.document == nullptr) {
    if (is_in_doubt(catalog, schema, text)) parts.push_back({0, text.size()});
    return parts;
  }
  const json::Node& root = parsed.document->root();
  const bool is_entry =
      root.find("topic_name") != nullptr || root.find("message_contents") != nullptr || root.find("value") != nullptr;
  is_entry ? add_entry(*schema, root, parts) : add_secrets(*schema, root, parts);
  const std::size_t before = text.size() - contents.size();
  for (ByteRange& part : parts) part = {part.begin + before, part.end + before};
  return parts;
}

}  // namespace thoth
