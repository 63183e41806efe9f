// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/choice.hpp"

#include <string>

#include "program/type_choice.hpp"

namespace thoth::cli {

namespace {

/// The types of the channels of that name that have no topic.
std::vector<const Schema*> topicless_channels(const Catalog& catalog, const std::string& name) {
  std::vector<const Schema*> found;
  for (const SchemaPtr& schema : catalog.channels()) {
    if (schema->topic.empty() && (name.empty() || schema->channel == name)) found.push_back(schema.get());
  }
  return found;
}

}  // namespace

Result<std::vector<const Schema*>> chosen_types(const MessagesOptions& options, const Catalog& catalog,
                                                std::string_view command, Topicless topicless) {
  std::vector<const Schema*> schemas;
  if (options.all) {
    for (const SchemaPtr& schema : catalog.schemas()) schemas.push_back(schema.get());
    const auto channels = topicless_channels(catalog, "");
    if (topicless == Topicless::chosen) schemas.insert(schemas.end(), channels.begin(), channels.end());
    return schemas;
  }
  for (const std::string& type : options.types) {
    const auto channels = type.empty() ? std::vector<const Schema*>() : topicless_channels(catalog, type);
    const bool is_channel = !channels.empty() && catalog.find(type) == nullptr;
    if (is_channel && topicless == Topicless::refused) {
      return fail(ErrorCode::usage, std::string(command), type, "it is a channel without a topic",
                  "see it with messages show, and validate its messages with validate --channel");
    }
    if (is_channel) {
      schemas.insert(schemas.end(), channels.begin(), channels.end());
      continue;
    }
    const std::string name = THOTH_TRY(resolve_type(catalog, type, "looking up"));
    schemas.push_back(catalog.find(name));
  }
  if (schemas.empty()) {
    return fail(ErrorCode::usage, "", std::string(command), "no message type given",
                "name one or more, see thoth-msg messages list");
  }
  return schemas;
}

}  // namespace thoth::cli
