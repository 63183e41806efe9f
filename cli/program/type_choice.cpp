// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/type_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "thoth/nearest.hpp"
#include "thoth/topic_template.hpp"

namespace thoth::cli {
namespace {

/// Words of a topic are parted by dots, and by slashes in an AsyncAPI address.
bool ends_in(std::string_view topic, std::string_view end) {
  if (end.empty() || topic.size() <= end.size() || !topic.ends_with(end)) return false;
  const char before = topic[topic.size() - end.size() - 1];
  return before == '.' || before == '/';
}

}  // namespace

Result<std::optional<std::string>> type_ending_in(const Catalog& types, const std::string& end,
                                                  std::string_view doing) {
  std::vector<std::string> found;
  for (std::string& topic : types.topics()) {
    if (ends_in(topic, end)) found.push_back(std::move(topic));
  }
  for (const auto& [topic, schema] : types.left_out()) {
    if (ends_in(topic, end)) found.push_back(topic);
  }
  if (found.empty()) return std::nullopt;
  if (found.size() == 1) return std::move(found.front());
  return fail(ErrorCode::usage, std::string(doing), end,
              fmt::format("{} message types end in this: {}", found.size(), fmt::join(found, ", ")),
              "write more of the name");
}

Result<std::string> resolve_type(const Catalog& types, const std::string& typed, std::string_view doing) {
  if (types.find(typed) != nullptr) return typed;
  const std::optional<std::string> topic = THOTH_TRY(type_ending_in(types, typed, doing));
  if (const LeftOutSchema* const left_out = types.find_left_out(topic.value_or(typed))) {
    return tl::unexpected<Error>(left_out->using_error(std::string(doing)));
  }
  if (topic) return *topic;
  const auto near = types.nearest_topic(typed);
  return fail(ErrorCode::usage, std::string(doing), typed, "no such message type",
              near ? fmt::format("did you mean {}?", *near) : "see thoth-msg messages list");
}

bool is_refused_by_template(const Catalog& types, std::string_view topic) {
  const auto schemas = types.schemas();
  return types.find(topic) == nullptr && std::any_of(schemas.begin(), schemas.end(), [topic](const SchemaPtr& schema) {
           return has_form_of_template(*schema, topic);
         });
}

Result<SchemaPtr> resolve_channel(const Catalog& types, const std::string& typed, std::string_view doing) {
  const std::vector<SchemaPtr> found = types.channels_named(typed);
  if (found.size() == 1) return found.front();
  for (const auto& [topic, left_out] : types.left_out()) {
    if (found.empty() && left_out.channel == typed) {
      return tl::unexpected<Error>(left_out.using_error(std::string(doing)));
    }
  }
  if (found.empty()) {
    const auto near = nearest(typed, types.channel_names());
    return fail(ErrorCode::usage, std::string(doing), typed, "no AsyncAPI channel of that name has a type",
                near ? fmt::format("did you mean {}?", *near) : "name a document that has it with --catalog");
  }
  std::vector<std::string_view> places;
  places.reserve(found.size());
  for (const SchemaPtr& schema : found) places.push_back(schema->root().location);
  return fail(ErrorCode::usage, std::string(doing), typed,
              fmt::format("{} channels have that name: {}", found.size(), fmt::join(places, ", ")),
              "name one of their documents alone with --catalog");
}

}  // namespace thoth::cli
