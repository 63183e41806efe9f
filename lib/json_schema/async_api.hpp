// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "json_schema/documents.hpp"
#include "thoth/schema.hpp"
#include "thoth/topic_template.hpp"

namespace thoth::json_schema {

/// Reads an AsyncAPI document (2.x or 3.x): a Schema for the topic, or the template of topics, of each channel.
class AsyncApi {
 public:
  /// `root` is a document of `documents`.
  AsyncApi(Documents& documents, const Resource& root) : documents_(documents), root_(root) {}

  /// Errors: usage (a broken document or schema, with its place; a reference that leads nowhere).
  Result<std::vector<SchemaPtr>> read();
  /// What read() found that is not validated, in a line; empty: nothing.
  [[nodiscard]] std::string not_validated() const;

 private:
  enum class Version : std::uint8_t { v2, v3 };

  /// A message, with its traits: of layers that have a field, the last has its say.
  struct Message {
    std::string name;
    std::vector<Spot> layers;
    Spot own;
  };
  struct Channel {
    Spot spot;
    std::string name;
    std::string topic;
    std::shared_ptr<const TopicTemplate> topic_template;
    std::vector<Message> messages;
  };
  /// What is known of a message's payload: a schema; anything (no spot); or that it is not validated.
  struct Payload {
    std::optional<Spot> schema;
    bool validated = true;
  };
  struct Format {
    std::string name;
    std::optional<Draft> draft;  ///< none: it is not validated
  };

  Result<void> read_version();
  Result<void> check_components();
  Result<std::vector<Channel>> channels();
  Result<std::optional<Channel>> channel(const json::Member& member, const Spot& at);
  Result<void> name_topic(Channel& channel);
  Result<std::string> address_of(const Channel& channel);
  Result<std::vector<TopicParameter>> parameters_of(const Channel& channel);
  Result<TopicParameter> parameter(std::string name, const Spot& at);
  Result<void> read_messages(Channel& channel);
  Result<void> read_operation(Channel& channel, const Spot& operation);
  Result<void> add_message(Channel& channel, const Spot& at, std::string_view name);
  Result<Payload> payload_of(const Message& message);
  Result<SchemaPtr> compile(const Channel& channel, const std::vector<Payload>& payloads);
  Result<std::optional<Spot>> field(const Message& message, std::string_view name);
  Result<std::string> text_field(const Message& message, std::string_view name);
  Result<Format> format_of(const std::optional<Spot>& named) const;

  Result<Spot> follow(Spot spot);
  Result<std::optional<Spot>> object_under(const Spot& spot, std::string_view name);
  Result<void> enter(const Spot& schema, Draft draft);
  void add(const std::string& kind, const std::string& name);

  Documents& documents_;
  const Resource& root_;
  Version version_ = Version::v3;
  std::string content_type_;  ///< of messages that name none
  std::unordered_set<const json::Node*> entered_;
  std::map<std::string, std::vector<std::string>> notes_;
};

}  // namespace thoth::json_schema
